package io.rivulet.engine.lane;

import static io.rivulet.engine.lane.LaneRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.lane.LaneStatus.State;
import io.rivulet.engine.outbound.Delivery;
import io.rivulet.engine.outbound.OutboundSubscriber;
import io.rivulet.engine.store.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LanesTest {

    private static final LaneSettings SETTINGS = new LaneSettings(
            4, Duration.ofSeconds(30), 3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofDays(1));

    @TempDir
    private Path folder;

    private final FakeOutlet outlet = new FakeOutlet("out");
    private final Configured configured = new Configured();

    /** What every stream has. */
    private static final class Configured implements Directory {

        private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

        @Override
        public boolean mayHave(StreamRow stream) {
            return true;
        }

        @Override
        public List<Subscriber> of(StreamRow stream, PartitionReader reader) {
            return List.copyOf(subscribers);
        }
    }

    private static OutboundSubscriber subscriber(String key, String revision, FakeOutlet outlet) {
        return new OutboundSubscriber("default", key, revision, Set.of(), outlet);
    }

    @Test
    void shouldTakeEveryEventInOrderAndComeToRest() {
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            append(rig, "/s", 10);
            rig.serve();
            await(() -> outlet.taken("/s").size() == 10);
            append(rig, "/s", 3);

            await(() -> outlet.taken("/s").size() == 13 && isAtRest(rig, "/s"));
            assertThat(outlet.taken("/s")).isSorted().doesNotHaveDuplicates();
            assertThat(rig.partition()
                            .checkpoints()
                            .read("/s".getBytes(StandardCharsets.UTF_8), "s:a")
                            .offset())
                    .isEqualTo(12);
            assertThat(rig.lanes().counts().get("out").batches()).isBetween(4L, 6L);
        }
    }

    /** [C1]: what comes while a batch fails never moves the checkpoint over it. */
    @Test
    void shouldTryAgainFromTheCheckpointAndSkipNothing() {
        AtomicInteger left = new AtomicInteger(2);
        outlet.before = delivery -> {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
        };
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            rig.serve();
            append(rig, "/s", 20);

            await(() -> outlet.taken("/s").size() == 20 && isAtRest(rig, "/s"));
            assertThat(outlet.taken("/s")).isSorted().doesNotHaveDuplicates();
            assertThat(rig.reports).isEmpty();
        }
    }

    /** PR-45: only failures in a row count. */
    @Test
    void shouldCountFailuresFromTheLastSuccess() {
        AtomicInteger attempts = new AtomicInteger();
        outlet.before = delivery -> {
            if (attempts.incrementAndGet() % 3 != 0) {
                throw new IllegalStateException("not now");
            }
        };
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            append(rig, "/s", 12);
            rig.serve();

            await(() -> outlet.taken("/s").size() == 12 && isAtRest(rig, "/s"));
            assertThat(attempts.get()).isGreaterThanOrEqualTo(9);
            assertThat(rig.reports).isEmpty();
            assertThat(rig.lanes().parked()).isEmpty();
        }
    }

    /** PR-23: after each turn of the stream's lanes, and of no others. */
    @Test
    void shouldTellWhoWatchesAStreamOfItsTurns() {
        configured.subscribers.add(subscriber("a", "1", outlet));
        AtomicInteger told = new AtomicInteger();
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            rig.serve();
            Watch watch = rig.lanes().watch("/s".getBytes(StandardCharsets.UTF_8), told::incrementAndGet);
            append(rig, "/other", 4);
            await(() -> outlet.taken("/other").size() == 4 && isAtRest(rig, "/other"));
            assertThat(told).hasValue(0);

            append(rig, "/s", 4);
            await(() -> outlet.taken("/s").size() == 4 && told.get() > 0 && isAtRest(rig, "/s"));
            watch.close();
            watch.close();
            int then = told.get();
            append(rig, "/s", 4);

            await(() -> outlet.taken("/s").size() == 8 && isAtRest(rig, "/s"));
            assertThat(told.get()).isLessThanOrEqualTo(then + 1);
        }
    }

    /** PR-46: one event, at the checkpoint before the batch that fails; other streams go on. */
    @Test
    void shouldParkOneStreamWithoutHoldingUpOthers() {
        outlet.before = failingOn("/bad", 5);
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            append(rig, "/bad", 8);
            append(rig, "/good", 8);
            rig.serve();

            await(() -> outlet.taken("/good").size() == 8 && state(rig, "/bad").state() == State.PARKED);
            append(rig, "/bad", 4);
            append(rig, "/good", 1);
            await(() -> outlet.taken("/good").size() == 9);

            assertThat(outlet.taken("/bad")).containsExactly(0L, 1L, 2L, 3L);
            assertThat(rig.reports).containsExactly("/bad a 3 poison");
            LaneStatus parked = state(rig, "/bad");
            assertThat(parked.failures()).isEqualTo(3);
            assertThat(parked.reason()).isEqualTo("poison");
            assertThat(parked.nextAttempt()).isPositive();
            assertThat(rig.lanes().counts().get("out").parked()).isEqualTo(1);
            assertThat(rig.lanes().counts().get("out").lag()).isEqualTo(4);
            assertThat(rig.lanes().parked()).singleElement().satisfies(lane -> {
                assertThat(lane.path()).isEqualTo("/bad");
                assertThat(lane.name()).isEqualTo("a");
                assertThat(lane.reason()).isEqualTo("poison");
            });
        }
    }

    @Test
    void shouldWakeAParkedLaneAtOnceWhenAnOperatorWishes() {
        outlet.before = failingOn("/bad", 0);
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            append(rig, "/bad", 1);
            rig.serve();
            await(() -> state(rig, "/bad").state() == State.PARKED);
            outlet.before = delivery -> {};

            assertThat(rig.lanes().wake(rig.partition(), rig.stream("/bad"), "other"))
                    .isFalse();
            assertThat(rig.lanes().wake(rig.partition(), rig.stream("/bad"), "a"))
                    .isTrue();

            await(() -> outlet.taken("/bad").size() == 1 && isAtRest(rig, "/bad"));
            assertThat(rig.partition()
                            .checkpoints()
                            .read("/bad".getBytes(StandardCharsets.UTF_8), "s:a")
                            .parked())
                    .isNull();
        }
    }

    /** What SUB-54 left undone: a new configuration takes effect at once, also where the old one is parked. */
    @Test
    void shouldTakeANewConfigurationAtOnce() {
        outlet.before = failingOn("/s", 0);
        FakeOutlet other = new FakeOutlet("other");
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            append(rig, "/s", 2);
            rig.serve();
            await(() -> state(rig, "/s").state() == State.PARKED);

            configured.subscribers.set(0, subscriber("a", "2", other));
            append(rig, "/s", 1);

            await(() -> other.taken("/s").size() == 3);
            assertThat(outlet.taken("/s")).isEmpty();
        }
    }

    /** After its long pause a parked lane has one more attempt; the same failure is told under the same key. */
    @Test
    void shouldTryAParkedLaneAgainAfterALongPause() {
        LaneSettings impatient = new LaneSettings(
                4, Duration.ofSeconds(30), 3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(50));
        AtomicInteger attempts = new AtomicInteger();
        outlet.before = delivery -> {
            if (attempts.incrementAndGet() <= 4) {
                throw new IllegalStateException("poison");
            }
        };
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, impatient, configured)) {
            append(rig, "/s", 1);
            rig.serve();

            await(() -> outlet.taken("/s").size() == 1);
            assertThat(attempts).hasValue(5);
            assertThat(rig.reports).containsExactly("/s a -1 poison", "/s a -1 poison");
        }
    }

    /** One that hangs takes its own share of workers and no others. */
    @Test
    void shouldNotLetOneSubscriberHoldUpAnother() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeOutlet hanging = new FakeOutlet("hanging");
        hanging.before = delivery -> awaitUninterruptibly(gate);
        configured.subscribers.add(subscriber("hanging", "1", hanging));
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            rig.serve();
            for (int i = 0; i < 50; i++) {
                append(rig, "/streams/" + i, 2);
            }

            await(() -> count(outlet, 50) == 100);
            assertThat(count(hanging, 50)).isZero();
            assertThat(rig.lanes().counts().get("hanging").running()).isEqualTo(1);
            gate.countDown();
            await(() -> count(hanging, 50) == 100);
        }
    }

    /** A batch that takes too long is interrupted, fails, and is taken again. */
    @Test
    void shouldInterruptABatchThatTakesTooLong() {
        LaneSettings hasty = new LaneSettings(
                4, Duration.ofMillis(1), 3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofDays(1));
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        outlet.before = delivery -> {
            if (attempts.incrementAndGet() == 1) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                }
            }
        };
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, hasty, configured)) {
            append(rig, "/s", 1);
            rig.serve();

            await(() -> outlet.taken("/s").size() == 1);
            assertThat(rig.lanes().counts().get("out").failures()).isEqualTo(1);
        }
    }

    /** A lane that waits for its turn and is configured to go another way leaves no place behind that nobody gives back. */
    @Test
    void shouldGoOnAfterALaneLeftTheQueueForAnotherShare() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeOutlet other = new FakeOutlet("other");
        outlet.before = delivery -> awaitUninterruptibly(gate);
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            append(rig, "/first", 1);
            append(rig, "/second", 1);
            rig.serve();
            await(() -> {
                LaneCounts counts = rig.lanes().counts().get("out");
                return counts != null && counts.running() == 1 && counts.queued() == 1;
            });

            configured.subscribers.set(0, subscriber("a", "2", other));
            append(rig, "/second", 1);
            await(() -> rig.lanes().unrouted() == 0);
            gate.countDown();
            await(() -> other.taken("/second").size() == 2);
            configured.subscribers.set(0, subscriber("a", "3", outlet));
            append(rig, "/third", 1);

            await(() -> outlet.taken("/third").size() == 1);
            await(() -> rig.lanes().counts().get("out").running() == 0);
        }
    }

    /** One batch a turn: a long stream does not come before the short ones. */
    @Test
    void shouldTakeStreamsInTurn() {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        outlet.before = delivery -> {
            awaitUninterruptibly(gate);
            order.add(delivery.path().value());
        };
        configured.subscribers.add(subscriber("a", "1", outlet));
        try (LaneRig rig = new LaneRig(folder, SETTINGS, configured)) {
            append(rig, "/long", 40);
            append(rig, "/short", 1);
            append(rig, "/shorter", 1);
            rig.serve();
            await(() -> {
                LaneCounts counts = rig.lanes().counts().get("out");
                return counts != null && counts.queued() == 2;
            });
            gate.countDown();

            await(() -> outlet.taken("/long").size() == 40
                    && outlet.taken("/shorter").size() == 1);
            assertThat(order.subList(0, 3)).containsExactly("/long", "/short", "/shorter");
        }
    }

    private static Consumer<Delivery> failingOn(String path, long offset) {
        return delivery -> {
            boolean isHit = delivery.path().value().equals(path)
                    && delivery.events().stream().map(MirrorRow::offset).anyMatch(seen -> seen >= offset);
            if (isHit) {
                throw new IllegalStateException("poison");
            }
        };
    }

    private static int count(FakeOutlet outlet, int streams) {
        int sum = 0;
        for (int i = 0; i < streams; i++) {
            sum += outlet.taken("/streams/" + i).size();
        }
        return sum;
    }

    private static LaneStatus state(LaneRig rig, String path) {
        return rig.lanes()
                .partition(0)
                .map(partition -> rig.lanes().status(partition, rig.stream(path)))
                .map(all -> all.values().iterator().next())
                .orElse(LaneStatus.RESTING);
    }

    private static boolean isAtRest(LaneRig rig, String path) {
        return state(rig, path).state() == State.RESTING;
    }

    private static void append(LaneRig rig, String path, int count) {
        for (int i = 0; i < count; i++) {
            rig.append(path, "t");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
