package io.rivulet.engine.lane;

import io.rivulet.engine.checkpoint.Checkpoint;
import io.rivulet.engine.checkpoint.Checkpoint.Parked;
import io.rivulet.engine.lane.LaneStatus.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber of one stream while it has something to do. It is moved from state to state in the {@link LaneTable}, under the
 * lock of its key; the session is the worker's whose turn it is.
 */
final class Lane {

    private final OwnedPartition partition;
    private final byte[] path;
    private final ByteBuffer key;
    private volatile Subscriber subscriber;
    private volatile State state = State.QUEUED;
    private volatile int failures;
    private volatile @Nullable String reason;
    private volatile long nextAttempt = -1;
    private volatile long queuedAtNanos = System.nanoTime();
    private volatile long lag;
    private volatile @Nullable Parked parked;
    private @Nullable ScheduledFuture<?> timer;

    /** Something came while it ran. */
    boolean isWokenAgain;

    /** Parked or not, the next turn is an attempt. */
    volatile boolean isForced;

    @Nullable
    Session session;

    /** What its stream was told last of the subscriber. */
    volatile @Nullable Introduction introduced;

    /** The revision of the subscriber that opened the session. */
    String sessionRevision = "";

    volatile @Nullable Turn turn;

    Lane(OwnedPartition partition, byte[] path, Subscriber subscriber) {
        this.partition = partition;
        this.path = path;
        this.subscriber = subscriber;
        key = key(path, subscriber.lane());
    }

    static ByteBuffer key(byte[] path, String lane) {
        return ByteBuffer.wrap(Checkpoint.key(path, lane));
    }

    OwnedPartition partition() {
        return partition;
    }

    byte[] path() {
        return path;
    }

    ByteBuffer key() {
        return key;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    void subscriber(Subscriber newSubscriber) {
        subscriber = newSubscriber;
    }

    State state() {
        return state;
    }

    /** Whether it waits for a time to come. */
    boolean isWaiting() {
        return state == State.FAILING || state == State.PARKED;
    }

    /** Whether it has a turn, or waits for one. */
    boolean isActive() {
        return state == State.QUEUED || state == State.RUNNING;
    }

    void queue() {
        cancelTimer();
        state = State.QUEUED;
        queuedAtNanos = System.nanoTime();
        nextAttempt = -1;
    }

    void run() {
        state = State.RUNNING;
        isWokenAgain = false;
    }

    /** A turn went well (PR-45). */
    void succeed() {
        failures = 0;
        reason = null;
        parked = null;
        isForced = false;
    }

    /** A batch failed; returns how many did in a row. The next session begins at the checkpoint. */
    int fail(String why) {
        reason = why;
        session = null;
        int inARow = failures + 1;
        failures = inARow;
        return inARow;
    }

    void waitUntil(long time, ScheduledFuture<?> newTimer) {
        cancelTimer();
        state = State.FAILING;
        nextAttempt = time;
        timer = newTimer;
    }

    void park(Parked why, long retryAt, ScheduledFuture<?> newTimer) {
        cancelTimer();
        state = State.PARKED;
        parked = why;
        failures = why.failures();
        reason = why.reason();
        nextAttempt = retryAt;
        timer = newTimer;
        session = null;
        isForced = false;
    }

    /** The next turn is an attempt, after so many failures. */
    void forgive(int newFailures) {
        failures = newFailures;
        isForced = true;
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** It is no more. */
    void end() {
        cancelTimer();
        state = State.RESTING;
    }

    /** How long it has waited, if it waits for a worker. */
    long waitedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - queuedAtNanos);
    }

    /** How many events are left, as far as it was looked. */
    void lag(long events) {
        lag = events;
    }

    long lag() {
        return lag;
    }

    /** Why it is parked, if it is. */
    Optional<ParkedLane> parked() {
        Parked why = parked;
        return state == State.PARKED && why != null
                ? Optional.of(new ParkedLane(
                        new String(path, StandardCharsets.UTF_8),
                        subscriber.kind(),
                        subscriber.name(),
                        why.reason(),
                        why.since()))
                : Optional.empty();
    }

    LaneStatus status() {
        Turn now = turn;
        return new LaneStatus(state, failures, reason, nextAttempt, now != null && now.isOverdue(), parked);
    }
}
