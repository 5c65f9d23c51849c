package io.rivulet.client.subscription;

import static io.rivulet.client.subscription.FakeTails.batch;
import static io.rivulet.client.subscription.FakeTails.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.FakeTails.FakeTail;
import io.rivulet.client.subscription.SubscriptionStatus.Closed;
import io.rivulet.client.subscription.SubscriptionStatus.Connecting;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import io.rivulet.client.subscription.SubscriptionStatus.Subscribed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How it begins, ingests, fails, comes back and ends. */
class FollowerTest extends FollowerRig {

    /** BR-10, BR-27. */
    @Test
    void shouldConnectAfterTheCheckpointOfTheCopy() {
        copy.set(new Checkpoint("i", 20L, 1));
        start();

        assertThat(tails.count()).isEqualTo(1);
        assertThat(tails.last().from().offset()).isEqualTo(20);
        assertThat(told).containsExactly(new Connecting(0));

        brings(batch("i", 2));
        assertThat(told).last().isEqualTo(new Subscribed(new Checkpoint("i", 20L, 1)));
        assertThat(copy.indexes()).containsExactly(2L);
        assertThat(copy.stored()).isEqualTo(new Checkpoint("i", 30L, 2));
    }

    @Test
    void shouldAskForMoreOnlyWhenWhatCameIsIngested() {
        start();
        tails.last().brings(batch("i", 0), batch("i", 1));
        assertThat(tails.last().asked()).isZero();

        drain();

        assertThat(tails.last().asked()).isEqualTo(1);
    }

    /** A copy that begins with what comes holds its place from the first answer on. */
    @Test
    void shouldHoldItsPlaceWhenItBeginsWithWhatComes() {
        copy.set(Checkpoint.NOW);
        start();
        brings(nothing("i", 50, 50));
        assertThat(copy.stored()).isEqualTo(new Checkpoint("i", 50L, -1));

        ends(Kind.CONNECTION);
        ticker.advance(Duration.ofMillis(250));
        drain();

        assertThat(tails.last().from().offset()).isEqualTo(50);
        brings(batch("i", 7));
        assertThat(copy.indexes()).containsExactly(7L);
    }

    @Test
    void shouldBeginAfterAnOffsetInWhateverLife() {
        copy.set(Checkpoint.after(41));
        start();
        brings(batch("i", 7, 8));

        assertThat(copy.calls()).containsExactly("ingest [7, 8]");
    }

    @Test
    void shouldNotIngestWhatTheCopyHas() {
        copy.set(new Checkpoint("i", 20L, 1));
        start();
        brings(batch("i", 0, 1, 2), batch("i", 2, 3));

        assertThat(copy.calls()).containsExactly("ingest [2]", "ingest [3]");
    }

    /** BR-41, BR-43, BR-44: each connection is fine, and yet the delays grow, for ever. */
    @Test
    void shouldGrowTheDelayWhileTheSameIngestFails() {
        copy.failNext(Integer.MAX_VALUE);
        start();
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            brings(batch("i", 0));
            delays.add(delay().toMillis());
            ticker.advance(delay());
            drain();
        }

        assertThat(delays)
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L, 30000L);
        assertThat(tails.count()).isEqualTo(12);
        assertThat(copy.indexes()).isEmpty();
    }

    /** BR-44, BR-45: it goes on, and somebody is told that it will not heal by itself. */
    @Test
    void shouldTellWhenItCanNeverBe() {
        copy.failNext(Integer.MAX_VALUE);
        start();
        for (int i = 0; i < 9; i++) {
            brings(batch("i", 0));
            ticker.advance(delay());
            drain();
        }

        List<SubscriptionStatus> failures = told.stream()
                .filter(status -> status instanceof Reconnecting || status instanceof Stuck)
                .toList();
        assertThat(failures).hasSize(9);
        assertThat(failures.subList(0, 7)).allMatch(status -> status instanceof Reconnecting);
        assertThat(failures.subList(7, 9)).allMatch(status -> status instanceof Stuck);
        assertThat(failures.get(8)).isInstanceOfSatisfying(Stuck.class, stuck -> {
            assertThat(stuck.failures()).isEqualTo(9);
            assertThat(stuck.failure().kind()).isEqualTo(Kind.COPY);
            assertThat(stuck.failure().cause()).hasMessage("ingest failed");
        });
        assertThat(tails.count()).isEqualTo(10);
    }

    /** BR-43: by an ingest, not by a connection, and not by a batch without events. */
    @Test
    void shouldResetTheCounterWhenSomethingIsIngested() {
        copy.failNext(2);
        start();
        brings(batch("i", 0));
        again();
        brings(batch("i", 0));
        assertThat(delay()).isEqualTo(Duration.ofMillis(500));
        again();
        brings(nothing("i", -1, -1));
        ends(Kind.CONNECTION);
        assertThat(delay()).isEqualTo(Duration.ofSeconds(1));
        again();
        brings(batch("i", 0));
        ends(Kind.CONNECTION);

        assertThat(delay()).isEqualTo(Duration.ofMillis(250));
    }

    /** BR-42. */
    @Test
    void shouldReadTheCheckpointAnewForEachConnection() {
        start();
        brings(batch("i", 0, 1));
        copy.failNext(1);
        brings(batch("i", 2));
        again();

        assertThat(tails.last().from()).isEqualTo(new Checkpoint("i", 20L, 1));
        brings(batch("i", 2, 3));
        assertThat(copy.indexes()).containsExactly(0L, 1L, 2L, 3L);
    }

    /** BR-47: in one piece, and in pieces that were under way already. */
    @Test
    void shouldDropWhatIsQueuedBehindABatchThatFailed() {
        start();
        copy.failNext(1);
        tails.last().brings(batch("i", 0), batch("i", 1));
        tails.last().brings(batch("i", 1));
        tails.last().brings(batch("i", 0), batch("i", 1));
        drain();

        assertThat(copy.calls()).isEmpty();
        again();
        brings(batch("i", 0), batch("i", 1));
        assertThat(copy.indexes()).containsExactly(0L, 1L);
    }

    @Test
    void shouldComeBackWhenTheCheckpointCannotBeRead() {
        copy.setBroken(true);
        start();
        assertThat(tails.count()).isZero();
        assertThat(delay()).isEqualTo(Duration.ofMillis(250));
        again();
        assertThat(delay()).isEqualTo(Duration.ofMillis(500));
        copy.setBroken(false);
        again();

        brings(batch("i", 0));
        assertThat(copy.indexes()).containsExactly(0L);
    }

    @Test
    void shouldEndAtOnceAndForGood() {
        start();
        brings(batch("i", 0));
        FakeTail open = tails.last();
        open.brings(batch("i", 1));

        follower.close();
        assertThat(open.isClosed()).isTrue();
        drain();
        open.ends(Kind.CONNECTION);
        drain();
        follower.close();
        drain();

        assertThat(copy.indexes()).containsExactly(0L);
        assertThat(told).last().isInstanceOf(Closed.class);
        assertThat(told.stream().filter(status -> status instanceof Closed)).hasSize(1);
        assertThat(ticker.alarms()).isEmpty();
    }

    @Test
    void shouldNotComeBackWhenItIsClosedInABackOff() {
        start();
        ends(Kind.CONNECTION);
        follower.close();
        ticker.advance(Duration.ofMinutes(1));
        drain();

        assertThat(tails.count()).isEqualTo(1);
        assertThat(ticker.alarms()).isEmpty();
    }

    @Test
    void shouldGoOnWhenItsListenerFails() {
        Audience deaf = new Audience(status -> {
            throw new IllegalStateException("the listener's own");
        });
        new Follower(copy, true, tails, ticker, SILENCE, mailbox::add, deaf).start();
        drain();
        brings(batch("i", 0));

        assertThat(copy.indexes()).containsExactly(0L);
    }
}
