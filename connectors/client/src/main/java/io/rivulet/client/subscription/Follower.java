package io.rivulet.client.subscription;

import io.rivulet.client.connection.BackOff;
import io.rivulet.client.connection.Ticker;
import io.rivulet.client.connection.Ticker.Alarm;
import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.MalformedAnswerException;
import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.Frame.Batch;
import io.rivulet.client.subscription.Ingestion.FailureException;
import io.rivulet.client.subscription.SubscriptionStatus.Connecting;
import io.rivulet.client.subscription.SubscriptionStatus.Subscribed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The state of a subscription. Everything that happens is a step, and steps run one at a time, in the mailbox.
 *
 * <p>Each connection has an <em>epoch</em>. Whatever ends a connection goes through {@link #reconnect}, which takes the next epoch first:
 * so what a dead connection still has to say, its end included, does nothing (BR-11 to BR-16), and neither does a batch that was queued
 * behind one that failed (BR-47). There is one timer for connecting again, and nobody sets it but that method (BR-15, BR-46).
 */
final class Follower {

    private final Ingestion ingestion;
    private final Tail.Source tails;
    private final Ticker ticker;
    private final Duration silence;
    private final Executor mailbox;
    private final Audience audience;
    private final BackOff backOff = new BackOff();

    private volatile boolean isClosed;
    private volatile @Nullable Tail tail;
    private Alarm reconnecting = () -> {};
    private Alarm watching = () -> {};
    private long epoch;
    private long heardNanos;
    private long appliedOffset;
    private boolean isStopped;

    /** @param isDense whether the tails bring every event of the stream */
    Follower(
            StreamCopy copy,
            boolean isDense,
            Tail.Source tails,
            Ticker ticker,
            Duration silence,
            Executor mailbox,
            Audience audience) {
        ingestion = new Ingestion(copy, isDense);
        this.tails = tails;
        this.ticker = ticker;
        this.silence = silence;
        this.mailbox = mailbox;
        this.audience = audience;
    }

    void start() {
        mailbox.execute(this::connect);
    }

    /** Begins again, if it has stopped; see {@link Subscription#restart}. */
    void restart() {
        if (isClosed) {
            throw new ClientClosedException();
        }
        if (audience.restarted()) {
            mailbox.execute(() -> {
                isStopped = false;
                connect();
            });
        }
    }

    /** No step begins any more, and the connection is cut at once, also while the copy is busy. */
    void close() {
        isClosed = true;
        closeTail();
        audience.reject();
        mailbox.execute(() -> {
            leave();
            audience.closed();
        });
    }

    private void closeTail() {
        Tail open = tail;
        if (open != null) {
            open.close();
        }
    }

    private void connect() {
        if (isClosed || isStopped || tail != null) {
            return;
        }
        long mine = ++epoch;
        audience.tell(new Connecting(backOff.failures()));
        Checkpoint from;
        try {
            from = ingestion.begin();
        } catch (FailureException e) {
            fail(e.failure(), Duration.ZERO);
            return;
        }
        appliedOffset = Tail.UNKNOWN;
        heardNanos = ticker.nanos();
        watch(mine, silence);
        tail = tails.open(from, new Callbacks(mine));
    }

    /** BR-16. */
    private boolean owns(long mine) {
        return !isClosed && epoch == mine;
    }

    /** BR-17: looks again when the silence would be over at the earliest. */
    private void watch(long mine, Duration in) {
        watching = ticker.after(
                in,
                () -> mailbox.execute(() -> {
                    if (!owns(mine)) {
                        return;
                    }
                    Duration silent = Duration.ofNanos(ticker.nanos() - heardNanos);
                    if (silent.compareTo(silence) >= 0) {
                        fail(Failure.of(Kind.SILENCE, "Nothing came for " + silent.toMillis() + " ms"), Duration.ZERO);
                    } else {
                        watch(mine, silence.minus(silent));
                    }
                }));
    }

    private void received(long mine, List<SseFrame> frames) {
        for (SseFrame frame : frames) {
            if (!owns(mine)) {
                return;
            }
            take(frame);
        }
        Tail open = tail;
        if (owns(mine) && open != null) {
            heardNanos = ticker.nanos();
            open.more();
        }
    }

    private void take(SseFrame sse) {
        try {
            Frame frame = FrameReader.read(sse);
            if (frame instanceof Batch batch) {
                take(batch);
            } else if (frame instanceof Frame.Reset reset) {
                ingestion.beginAnew(reset.incarnation());
            } else if (frame instanceof Frame.ComeBack comeBack) {
                comeBack(comeBack);
            } else if (frame instanceof Frame.Close close) {
                stop(close);
            }
        } catch (FailureException e) {
            fail(e.failure(), Duration.ZERO);
        } catch (MalformedAnswerException e) {
            fail(new Failure(Kind.MALFORMED, "A frame cannot be read: " + e.getMessage(), e), Duration.ZERO);
        }
    }

    private void take(Batch batch) throws FailureException {
        if (ingestion.admit(batch, appliedOffset)) {
            audience.subscribed(new Subscribed(ingestion.position()));
        }
        if (ingestion.ingest(batch)) {
            backOff.succeeded();
            audience.ingested();
        }
    }

    /** A stream that has moved is no failure, whatever came of it; an owner that cannot read for it is one (BR-43). */
    private void comeBack(Frame.ComeBack asked) {
        if (asked.isFailure()) {
            fail(Failure.of(Kind.NOT_NOW, "The owner could not read for the subscription"), Duration.ZERO);
        } else {
            reconnect(Failure.of(Kind.NOT_NOW, "The node asks to come back: " + asked.reason()), backOff.delay());
        }
    }

    /** SUB-3: it does not come back by itself, or two of one key would go on replacing each other. */
    private void stop(Frame.Close asked) {
        leave();
        isStopped = true;
        audience.stopped(
                asked.isReplacement()
                        ? Failure.of(Kind.REPLACED, "Another subscription took the key")
                        : Failure.of(Kind.REFUSED, "The node ended the subscription: " + asked.reason()));
    }

    /** BR-41: the counter is reset by nothing but a successful ingest (BR-43). */
    private void fail(Failure failure, Duration notBefore) {
        Duration delay = backOff.afterFailure();
        reconnect(failure, notBefore.compareTo(delay) > 0 ? notBefore : delay);
    }

    /** BR-15: the one way back. */
    private void reconnect(Failure failure, Duration delay) {
        if (isClosed) {
            audience.report(failure);
            return;
        }
        Tail open = tail;
        if (open != null && failure.isOfTheNode()) {
            open.closeAndAvoid();
        }
        long mine = leave();
        audience.reconnecting(failure, backOff.failures(), delay);
        reconnecting = ticker.after(
                delay,
                () -> mailbox.execute(() -> {
                    if (owns(mine)) {
                        connect();
                    }
                }));
    }

    /** Leaves the connection, and whatever it still has to say; the epoch of what comes next. */
    private long leave() {
        watching.cancel();
        reconnecting.cancel();
        closeTail();
        tail = null;
        return ++epoch;
    }

    /** What one connection says, put into the mailbox; taken while it is the current one. */
    private final class Callbacks implements Tail.Listener {

        private final long mine;

        private Callbacks(long mine) {
            this.mine = mine;
        }

        @Override
        public void opened(long applied) {
            step(() -> {
                appliedOffset = applied;
                heardNanos = ticker.nanos();
            });
        }

        @Override
        public void received(List<SseFrame> frames) {
            step(() -> Follower.this.received(mine, frames));
        }

        @Override
        public void ended(Failure failure, Duration notBefore) {
            step(() -> fail(failure, notBefore));
        }

        private void step(Runnable step) {
            mailbox.execute(() -> {
                if (owns(mine)) {
                    step.run();
                }
            });
        }
    }
}
