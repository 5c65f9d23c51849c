package io.rivulet.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.engine.cluster.Ownership.LogEnd;
import io.rivulet.engine.cluster.Ownership.Reached;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One partition on one node, moved on by hand. */
class OwnershipTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final BlockingDeque<CompletableFuture<LogEnd>> asked = new LinkedBlockingDeque<>();
    private Instant now = Instant.EPOCH;
    private final Ownership ownership = new Ownership(
            partition -> {
                CompletableFuture<LogEnd> answer = new CompletableFuture<>();
                asked.add(answer);
                return answer;
            },
            () -> now);
    private StoreMemory memory;
    private PartitionStore store;

    @BeforeEach
    void open() {
        memory = new StoreMemory(8 << 20, 8 << 20);
        store = PartitionStore.open(
                folder,
                0,
                new PartitionStore.Settings(
                        new FoldSettings(1, "record", 1000),
                        memory,
                        1000,
                        Duration.ofDays(1),
                        Runnable::run,
                        () -> now));
        ownership.opened(store);
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    @Test
    void shouldServeOnceItIsFoldedToTheEndThatTheLogHadAtTakeOver() {
        assertThat(state()).isEqualTo(PartitionState.STANDING_BY);

        ownership.taken(store);
        assertThat(state()).isEqualTo(PartitionState.CATCHING_UP);
        ownership.folded(store, 100);
        assertThat(ownership.isCatchingUp(0)).as("the end is not known yet").isTrue();

        asked.remove().complete(new LogEnd(150, 100));
        assertThat(ownership.behind()).isEqualTo(50);
        assertThat(ownership.readable(0)).isEmpty();

        ownership.folded(store, 150);
        assertThat(state()).isEqualTo(PartitionState.SERVING);
        assertThat(ownership.serving(0)).contains(store);
        assertThat(ownership.behind()).isZero();
    }

    @Test
    void shouldServeAtOnceWhatTheGroupHasCommittedToTheEnd() {
        ownership.taken(store);
        // The store has no record of the last offsets: they are markers of transactions.
        asked.remove().complete(new LogEnd(7, 7));

        assertThat(state()).isEqualTo(PartitionState.SERVING);
    }

    @Test
    void shouldGetPastOffsetsWithoutRecords() {
        ownership.taken(store);
        asked.remove().complete(new LogEnd(10, 0));

        ownership.skipped(0, 8, 10);
        assertThat(state()).as("records before the gap are not folded yet").isEqualTo(PartitionState.CATCHING_UP);
        ownership.folded(store, 8);

        assertThat(state()).isEqualTo(PartitionState.SERVING);
        ownership.skipped(0, 10, 11);
        ownership.skipped(0, 11, 12);
        assertThat(ownership.reach(0, 12, LONG)).isCompletedWithValue(Reached.YES);
    }

    /** Who asks again is another thread, which may still be about to listen when the answer is there. */
    @Test
    @Timeout(60)
    void shouldAskAgainWhenTheEndCannotBeLearned() throws InterruptedException {
        ownership.taken(store);
        asked.take().completeExceptionally(new IllegalStateException("planted"));

        asked.take().complete(new LogEnd(0, 0));

        while (state() != PartitionState.SERVING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldTakeNoEndForAnEarlierTaking() {
        ownership.taken(store);
        ownership.left(store);
        ownership.taken(store);

        asked.remove().complete(new LogEnd(0, 0));
        assertThat(state()).isEqualTo(PartitionState.CATCHING_UP);
        asked.remove().complete(new LogEnd(0, 0));
        assertThat(state()).isEqualTo(PartitionState.SERVING);
    }

    @Test
    void shouldLetReadsGoOnAndAppendsWaitWhileItLeaves() {
        serve();

        ownership.leaves();

        assertThat(state()).isEqualTo(PartitionState.LEAVING);
        assertThat(ownership.readable(0)).contains(store);
        assertThat(ownership.serving(0)).isEmpty();
    }

    @Test
    void shouldTellWhoWaitsForAnOffset() {
        serve();
        var five = ownership.reach(0, 5, LONG).toCompletableFuture();
        var nine = ownership.reach(0, 9, LONG).toCompletableFuture();

        ownership.folded(store, 6);
        assertThat(five).isCompletedWithValue(Reached.YES);
        assertThat(nine).isNotDone();

        ownership.left(store);
        assertThat(nine).isCompletedWithValue(Reached.MOVED);
        assertThat(ownership.reach(0, 1, LONG)).isCompletedWithValue(Reached.MOVED);
    }

    @Test
    void shouldGiveUpWaitingWhenTheTimeIsOver() {
        serve();

        assertThat(ownership
                        .reach(0, 5, Duration.ofMillis(1))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(Reached.LATE);
    }

    @Test
    void shouldTellHowFarARestoreIsAndHowLongItTakes() {
        ownership.restores(0, 100, 1100);
        now = now.plusSeconds(2);
        ownership.restored(0, 300);

        PartitionStatus.Restore restore = ownership.status().get(0).restore();

        assertThat(restore).isEqualTo(new PartitionStatus.Restore(100, 1100, 300, 100.0));
        assertThat(restore.remainingSeconds()).isEqualTo(8.0);
        assertThat(ownership.behind()).isEqualTo(800);
        assertThat(ownership.isCatchingUp(0)).isTrue();
    }

    /** It is slow while it begins, and that is soon forgotten. */
    @Test
    void shouldTellHowLongARestoreTakesByThePaceOfTheLastSeconds() {
        ownership.restores(0, 0, 10_000);
        for (int second = 1; second <= 10; second++) {
            now = now.plusSeconds(1);
            ownership.restored(0, second <= 5 ? second * 10 : 50 + (second - 5) * 1000);
        }

        PartitionStatus.Restore restore = ownership.status().get(0).restore();

        assertThat(restore.at()).isEqualTo(5050);
        assertThat(restore.recordsPerSecond()).isEqualTo(1000);
        assertThat(restore.remainingSeconds()).isEqualTo(4.95);
    }

    @Test
    void shouldForgetAPartitionWhoseStoreCloses() {
        serve();

        ownership.closed(store);

        assertThat(ownership.status()).isEmpty();
        assertThat(ownership.copy(0)).isEmpty();
    }

    private void serve() {
        ownership.taken(store);
        asked.remove().complete(new LogEnd(0, 0));
    }

    private PartitionState state() {
        return ownership.status().get(0).state();
    }
}
