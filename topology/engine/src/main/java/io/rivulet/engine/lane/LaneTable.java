package io.rivulet.engine.lane;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The lanes that have something to do. Every move of a lane from one state to another is made under the lock of its key, so one
 * that comes to rest misses nobody who wakes it. Any thread.
 */
final class LaneTable {

    private final Executor threads;
    private final BiConsumer<Lane, Share> turn;
    private final Map<ByteBuffer, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, Share> shares = new ConcurrentHashMap<>();
    private final AtomicInteger active = new AtomicInteger();
    private final Watchers watchers = new Watchers();

    /** @param turn runs on a thread of its own when a share gives a lane its turn, and ends with {@link Share#release} of that share */
    LaneTable(Executor threads, BiConsumer<Lane, Share> turn) {
        this.threads = threads;
        this.turn = turn;
    }

    /** Something may have come for a subscriber of a stream, or its configuration may have changed. */
    void wake(OwnedPartition partition, byte[] path, Subscriber subscriber) {
        lanes.compute(Lane.key(path, subscriber.lane()), (key, lane) -> {
            if (lane == null || lane.partition() != partition) {
                return begin(lane, new Lane(partition, path, subscriber));
            }
            boolean isRenewed = !lane.subscriber().revision().equals(subscriber.revision());
            lane.subscriber(subscriber);
            lane.isWokenAgain = true;
            if (isRenewed) {
                retry(lane);
            }
            return lane;
        });
    }

    /** Tries a lane at once, whatever it waits for. */
    void force(OwnedPartition partition, byte[] path, Subscriber subscriber) {
        lanes.compute(Lane.key(path, subscriber.lane()), (key, lane) -> {
            if (lane == null || lane.partition() != partition) {
                Lane forced = new Lane(partition, path, subscriber);
                forced.forgive(0);
                return begin(lane, forced);
            }
            retry(lane);
            return lane;
        });
    }

    private Lane begin(@Nullable Lane before, Lane lane) {
        if (before != null) {
            before.end();
        }
        queue(lane);
        return lane;
    }

    private void retry(Lane lane) {
        if (lane.isWaiting()) {
            lane.forgive(0);
            queue(lane);
        }
    }

    /** Moves a lane on, unless it is no longer in the table. The move answers the lane, or null for one that rests. */
    void move(Lane lane, UnaryOperator<@Nullable Lane> move) {
        lanes.computeIfPresent(lane.key(), (key, current) -> current == lane ? move.apply(lane) : current);
    }

    /** Gives a lane a place in the queue of its share. Only within a move. */
    Lane queue(Lane lane) {
        active.incrementAndGet();
        lane.queue();
        share(lane).submit(lane);
        return lane;
    }

    /** Who is told when a lane has had a turn, or is parked. */
    Watchers watchers() {
        return watchers;
    }

    /** A turn is over, or was not taken. */
    void turnEnded() {
        active.decrementAndGet();
    }

    private Share share(Lane lane) {
        Subscriber subscriber = lane.subscriber();
        return shares.computeIfAbsent(
                subscriber.share(), name -> new Share(subscriber.kind(), subscriber.width(), threads, turn));
    }

    void remove(Lane lane) {
        if (lanes.remove(lane.key(), lane)) {
            lane.end();
        }
    }

    /** A partition is no longer this node's; those of its lanes that have a turn find out by themselves. */
    void drop(OwnedPartition partition) {
        for (Lane lane : lanes.values()) {
            if (lane.partition() == partition && lane.isWaiting()) {
                remove(lane);
            }
        }
    }

    /** How many lanes run or wait for a turn. */
    int active() {
        return active.get();
    }

    LaneStatus status(byte[] path, Subscriber subscriber) {
        Lane lane = lanes.get(Lane.key(path, subscriber.lane()));
        return lane == null ? LaneStatus.RESTING : lane.status();
    }

    /** By share. Looks at every lane that has something to do. */
    Map<String, LaneCounts> counts() {
        Map<String, LaneCounts> counts = new TreeMap<>();
        shares.forEach((name, share) -> counts.put(name, share.counts()));
        for (Lane lane : lanes.values()) {
            counts.computeIfPresent(
                    lane.subscriber().share(), (name, counted) -> counted.plus(lane.status(), lane.lag()));
        }
        return counts;
    }

    /** Those that are parked, the longest first. Looks at every lane that has something to do. */
    List<ParkedLane> parked() {
        return lanes.values().stream()
                .flatMap(lane -> lane.parked().stream())
                .sorted(Comparator.comparingLong(ParkedLane::since))
                .toList();
    }
}
