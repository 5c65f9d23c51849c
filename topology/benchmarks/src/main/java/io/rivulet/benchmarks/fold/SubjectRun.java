package io.rivulet.benchmarks.fold;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** One life of a subject, from start to close. */
final class SubjectRun implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration CLOSE_LIMIT = Duration.ofMinutes(5);

    private final Progress progress;
    private final Subject.Application application;
    private final CompletableFuture<Long> runningNanos = new CompletableFuture<>();
    private final long startNanos;
    private boolean isClosed;

    private SubjectRun(Progress progress, Subject.Application application) {
        this.progress = progress;
        this.application = application;
        KafkaStreams streams = application.streams();
        streams.setStateListener((to, from) -> {
            if (to == KafkaStreams.State.RUNNING) {
                runningNanos.complete(System.nanoTime());
            }
        });
        streams.setUncaughtExceptionHandler(failure -> {
            progress.fail(failure);
            runningNanos.completeExceptionally(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        startNanos = System.nanoTime();
        streams.start();
    }

    /** Starts a subject on what its state folder and its consumer group hold. */
    static SubjectRun start(Subject subject, Subject.Target target) {
        Progress progress = new Progress(target.topic().events());
        return new SubjectRun(progress, subject.open(target, progress));
    }

    /** Waits until every event of the topic is applied, and says how long it took from the first to the last. */
    Duration awaitFolded() throws InterruptedException, TimeoutException, ExecutionException {
        progress.await(LIMIT);
        return progress.elapsed();
    }

    /** What that took of the processors on the thread that folds. After {@link #awaitFolded}. */
    Duration foldingTime() {
        return progress.cpuTime();
    }

    /** When the first event was applied, as {@link System#nanoTime}. After {@link #awaitFolded}. */
    long firstNanos() {
        return progress.firstNanos();
    }

    /** Waits until the stores are restored and the subject is ready to fold, and says how long it took from the start. */
    Duration awaitRestored() throws InterruptedException, TimeoutException, ExecutionException {
        return Duration.ofNanos(runningNanos.get(LIMIT.toSeconds(), TimeUnit.SECONDS) - startNanos);
    }

    /** Stops the subject, and says how long it took from the first event to the last one's being safe on disk. */
    Duration closeDurably() {
        close();
        return Duration.ofNanos(System.nanoTime() - progress.firstNanos());
    }

    /** Flushes, commits and leaves the group. Idempotent. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        application
                .streams()
                .close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_LIMIT));
        application.release().run();
    }
}
