package io.rivulet.engine.lane;

import io.rivulet.engine.checkpoint.Checkpoint;
import io.rivulet.engine.checkpoint.Checkpoint.Parked;
import io.rivulet.engine.store.StoreClosedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What becomes of a lane that fails: it tries again from its checkpoint after a pause that grows; after too many failures it
 * is parked, and its stream is told once. It never passes over the batch that fails ([C1]), and no pause is for ever (C2).
 */
final class Healing {

    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);

    private final LaneSettings settings;
    private final LaneTable table;
    private final LaneFacts facts;
    private final Executor threads;
    private final ScheduledExecutorService ticker;
    private final InstantSource clock;
    private final RandomGenerator random;

    Healing(
            LaneSettings settings,
            LaneTable table,
            LaneFacts facts,
            Executor threads,
            ScheduledExecutorService ticker,
            InstantSource clock,
            RandomGenerator random) {
        this.settings = settings;
        this.table = table;
        this.facts = facts;
        this.threads = threads;
        this.ticker = ticker;
        this.clock = clock;
        this.random = random;
    }

    void failed(Lane lane, Throwable failure) {
        Session session = lane.session;
        int failures = lane.fail(describe(failure));
        log(lane, failures, failure);
        if (failures < settings.maxFailures()) {
            waitFor(lane, pause(failures, failure), failures);
        } else {
            waitFor(lane, settings.parkedRetry(), settings.maxFailures() - 1);
            threads.execute(() -> tell(lane, session, failures, failure));
        }
    }

    /** The stack trace is logged with the first failure in a row: a thousand lanes that fail would bury everything else. */
    private static void log(Lane lane, int failures, Throwable failure) {
        LoggingEventBuilder event = LOG.atWarn()
                .addKeyValue("path", new String(lane.path(), StandardCharsets.UTF_8))
                .addKeyValue("subscriber", lane.subscriber().name())
                .addKeyValue("failures", failures);
        if (failures == 1) {
            event = event.setCause(failure);
        } else {
            event = event.addKeyValue("reason", describe(failure));
        }
        event.log("A batch failed and is taken again");
    }

    private Duration pause(int failures, Throwable failure) {
        Duration pause = settings.pause(failures, random.nextDouble());
        return failure instanceof Session.RetryLaterException later
                        && later.after().compareTo(pause) > 0
                ? later.after()
                : pause;
    }

    /** @param failuresThen how many failures it is taken to have had when it is tried again */
    private void waitFor(Lane lane, Duration pause, int failuresThen) {
        table.move(lane, current -> {
            lane.waitUntil(clock.millis() + pause.toMillis(), after(pause, lane, failuresThen));
            return lane;
        });
    }

    private ScheduledFuture<?> after(Duration pause, Lane lane, int failuresThen) {
        return ticker.schedule(() -> retry(lane, failuresThen), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void retry(Lane lane, int failures) {
        table.move(lane, current -> {
            if (!lane.isWaiting()) {
                return lane;
            }
            lane.forgive(failures);
            return table.queue(lane);
        });
    }

    /** Says so in the stream, then parks the lane. If it cannot be said, the lane is tried again a little later. */
    private void tell(Lane lane, @Nullable Session session, int failures, Throwable failure) {
        try {
            Subscriber subscriber = lane.subscriber();
            Checkpoint at = session == null
                    ? lane.partition().checkpoints().read(lane.path(), subscriber.lane())
                    : session.checkpoint();
            Checkpoint checkpoint = at == null ? Checkpoint.NONE : at;
            Parked parked = new Parked(describe(failure), failures, clock.millis(), subscriber.revision());
            var unused = facts.parked(lane.path(), subscriber, checkpoint.offset(), failures, failure)
                    .whenCompleteAsync(
                            (done, untold) -> told(lane, subscriber, checkpoint.parked(parked), parked, untold),
                            threads);
        } catch (StoreClosedException e) {
            table.remove(lane);
        }
    }

    private void told(
            Lane lane, Subscriber subscriber, Checkpoint checkpoint, Parked parked, @Nullable Throwable untold) {
        if (untold != null) {
            LOG.atWarn()
                    .addKeyValue("path", new String(lane.path(), StandardCharsets.UTF_8))
                    .addKeyValue("subscriber", subscriber.name())
                    .setCause(untold)
                    .log("A stream could not be told that a subscriber is parked; it is tried again");
            waitFor(lane, settings.maxBackOff(), settings.maxFailures() - 1);
            return;
        }
        try {
            lane.partition().checkpoints().handOver(lane.path(), subscriber.lane(), checkpoint);
            park(lane, parked);
        } catch (StoreClosedException e) {
            table.remove(lane);
        }
    }

    /** Parks a lane until its long pause is over, counted from when it failed. */
    void park(Lane lane, Parked parked) {
        long left = parked.since() + settings.parkedRetry().toMillis() - clock.millis();
        Duration pause = Duration.ofMillis(Math.max(1, left));
        table.move(lane, current -> {
            if (!lane.isActive() || lane.state() == LaneStatus.State.RUNNING) {
                lane.park(parked, clock.millis() + pause.toMillis(), after(pause, lane, settings.maxFailures() - 1));
            }
            return lane;
        });
        table.watchers().tell(lane.path());
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }
}
