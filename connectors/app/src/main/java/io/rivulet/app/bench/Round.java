package io.rivulet.app.bench;

import io.rivulet.app.bench.BenchPlan.Limit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Some lanes at full speed at the same time, until the round's limit. */
final class Round {

    private final AtomicLong left;
    private final long timeNanos;
    private volatile long startNanos;

    private Round(Limit limit) {
        left = new AtomicLong(limit.events());
        timeNanos = limit.time().toNanos();
    }

    /**
     * Runs a round.
     *
     * @param threads at least one for each lane
     * @throws IOException when an event was not taken
     */
    static Latency of(List<? extends Lane> lanes, Limit limit, ExecutorService threads)
            throws IOException, InterruptedException {
        return new Round(limit).run(lanes, threads);
    }

    private Latency run(List<? extends Lane> lanes, ExecutorService threads) throws IOException, InterruptedException {
        // Each lane's first event opens what is not open yet, and does not count.
        together(lanes, threads, lane -> {
            lane.append(0);
            return new Latency();
        });
        startNanos = System.nanoTime();
        Latency latency = together(lanes, threads, this::run);
        latency.took(Duration.ofNanos(System.nanoTime() - startNanos));
        return latency;
    }

    /** What a lane does, on a thread of its own. */
    private interface Task {
        Latency run(Lane lane) throws IOException, InterruptedException;
    }

    private Latency together(List<? extends Lane> lanes, ExecutorService threads, Task task)
            throws IOException, InterruptedException {
        List<Future<Latency>> running = new ArrayList<>();
        for (Lane lane : lanes) {
            running.add(threads.submit(() -> task.run(lane)));
        }
        Latency together = new Latency();
        try {
            for (Future<Latency> lane : running) {
                together.beside(lane.get());
            }
            return together;
        } catch (ExecutionException e) {
            // The other lanes need not go on.
            left.set(0);
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    private Latency run(Lane lane) throws IOException, InterruptedException {
        Latency latency = new Latency();
        long before = System.nanoTime();
        for (long number = 0; before - startNanos < timeNanos && left.getAndDecrement() > 0; number++) {
            lane.append(number);
            long after = System.nanoTime();
            latency.event(after - before);
            before = after;
        }
        return latency;
    }
}
