package io.rivulet.app.doctor;

import io.rivulet.app.progress.Progress;
import io.rivulet.engine.threads.NamedThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs checks, all at once, and takes no longer than its deadline. For one thread. */
final class Examination {

    private final Duration deadline;

    Examination(Duration deadline) {
        this.deadline = deadline;
    }

    /** What the checks find, in their order, the same thing once. A check that is not done in time is unknown. */
    List<Finding> run(List<Check> checks, Progress progress) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        ExecutorService threads = Executors.newCachedThreadPool(NamedThreads.of("rivulet-doctor"));
        try {
            Map<Check, Future<List<Finding>>> running = new LinkedHashMap<>();
            checks.forEach(check -> running.put(check, threads.submit(check::findings)));
            List<Finding> findings = new ArrayList<>();
            int done = 0;
            for (Map.Entry<Check, Future<List<Finding>>> entry : running.entrySet()) {
                String id = entry.getKey().id();
                progress.show(done++, "waiting for " + id);
                findings.addAll(result(id, entry.getValue(), end - System.nanoTime()));
            }
            return findings.stream().distinct().toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Finding> result(String check, Future<List<Finding>> running, long nanosLeft)
            throws InterruptedException {
        try {
            return running.get(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return List.of(Finding.unknown(
                    check,
                    "no answer within " + deadline.toSeconds() + " s",
                    "Try again, with --verbose for what is said"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Unanswered unanswered) {
                return List.of(unanswered.finding(check));
            }
            throw new IllegalStateException("The check " + check + " failed", e.getCause());
        }
    }
}
