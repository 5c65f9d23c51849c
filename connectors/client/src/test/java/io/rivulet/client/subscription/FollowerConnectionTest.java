package io.rivulet.client.subscription;

import static io.rivulet.client.subscription.FakeTails.batch;
import static io.rivulet.client.subscription.FakeTails.control;
import static io.rivulet.client.subscription.FakeTails.frame;
import static io.rivulet.client.subscription.FakeTails.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.SubscriptionStoppedException;
import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.FakeTails.FakeTail;
import io.rivulet.client.subscription.SubscriptionStatus.Closed;
import io.rivulet.client.subscription.SubscriptionStatus.Connecting;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import io.rivulet.client.subscription.SubscriptionStatus.Stopped;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What it makes of connections: back-off, epochs, a key that is taken, silence, and those who wait for one. */
class FollowerConnectionTest extends FollowerRig {

    private static final String REPLACED = "{\"action\":\"close\",\"reason\":\"replaced\",\"after\":10}";

    /** BR-12, BR-14. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONNECTION", "NOT_NOW"})
    void shouldTryAnotherNodeAfterABackOff(Kind kind) {
        start();
        ends(kind);

        assertThat(told).last().isInstanceOfSatisfying(Reconnecting.class, status -> {
            assertThat(status.failure().kind()).isEqualTo(kind);
            assertThat(status.failures()).isEqualTo(1);
            assertThat(status.delay()).isEqualTo(Duration.ofMillis(250));
        });
        assertThat(tails.last().isAvoided()).isTrue();
        again();
        assertThat(tails.count()).isEqualTo(2);
    }

    @Test
    void shouldNotComeBackBeforeTheNodeWantsIt() {
        start();
        tails.last().ends(Kind.NOT_NOW, Duration.ofSeconds(3));
        drain();

        assertThat(delay()).isEqualTo(Duration.ofSeconds(3));
    }

    /** A node that is away is no defect, however long it takes. */
    @Test
    void shouldNotBeStuckBecauseNoNodeAnswers() {
        start();
        for (int i = 0; i < 20; i++) {
            ends(Kind.CONNECTION);
            again();
        }

        assertThat(told).noneMatch(status -> status instanceof Stuck);
        assertThat(told).last().isEqualTo(new Connecting(20));
    }

    /** Nor is a single failure of the copy after a long outage. */
    @Test
    void shouldCountWhatDoesNotPassByItself() {
        start();
        for (int i = 0; i < 20; i++) {
            ends(Kind.CONNECTION);
            again();
        }
        copy.failNext(7);
        for (int i = 0; i < 7; i++) {
            brings(batch("i", 0));
            again();
        }

        assertThat(told).noneMatch(status -> status instanceof Stuck);
    }

    @Test
    void shouldBeStuckAtOnceWhenTheNodeRefuses() {
        start();
        ends(Kind.REFUSED);

        assertThat(told).last().isInstanceOf(Stuck.class);
        again();
        brings(batch("i", 0));
        assertThat(copy.indexes()).containsExactly(0L);
    }

    /** BR-11 to BR-16: whatever a dead connection still says. */
    @Test
    void shouldNotListenToADeadConnection() {
        start();
        FakeTail dead = tails.last();
        brings(batch("i", 0));
        ends(Kind.CONNECTION);
        again();
        brings(batch("i", 1));
        List<SubscriptionStatus> before = List.copyOf(told);

        dead.opens(0);
        dead.brings(batch("i", 1, 2));
        dead.brings(control("{\"action\":\"reset\",\"incarnation\":\"j\"}"));
        dead.brings(frame("batch", 3, "{"));
        dead.ends(Kind.CONNECTION);
        dead.ends(Kind.REFUSED);
        drain();

        assertThat(copy.calls()).containsExactly("ingest [0]", "ingest [1]");
        assertThat(told).isEqualTo(before);
        assertThat(tails.count()).isEqualTo(2);
        assertThat(tails.last().isClosed()).isFalse();
    }

    /** BR-15: the end of the connection that was dropped neither shortens the back-off nor sets another timer. */
    @Test
    void shouldHaveOneTimerHoweverOftenAConnectionEnds() {
        copy.failNext(3);
        start();
        brings(batch("i", 0));
        again();
        brings(batch("i", 0));
        assertThat(ticker.alarms()).containsExactly(Duration.ofMillis(500));

        ends(Kind.CONNECTION);
        ends(Kind.CONNECTION);

        assertThat(ticker.alarms()).containsExactly(Duration.ofMillis(500));
        assertThat(tails.count()).isEqualTo(2);
    }

    @Test
    void shouldCloseTheConnectionThatItLeaves() {
        copy.failNext(1);
        start();
        brings(batch("i", 0));

        assertThat(tails.last().isClosed()).isTrue();
        assertThat(tails.last().isAvoided()).as("the node did nothing wrong").isFalse();
    }

    /** A node that closes says so; that is no failure, and does not make the delays grow. */
    @Test
    void shouldComeBackSoonWhenTheNodeAsksForIt() {
        start();
        for (int i = 0; i < 5; i++) {
            brings(control("{\"action\":\"reconnect\",\"reason\":\"closing\",\"after\":10}"));
            assertThat(tails.last().isAvoided()).isTrue();
            assertThat(delay()).isEqualTo(Duration.ofMillis(250));
            again();
        }
    }

    /** The owner's log says why; it may be so again, and then it must not go round at the shortest delay (BR-43). */
    @Test
    void shouldCountThatTheOwnerCouldNotRead() {
        start();
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            brings(control("{\"action\":\"reconnect\",\"reason\":\"failed\",\"after\":-1}"));
            delays.add(delay().toMillis());
            again();
        }

        assertThat(delays).containsExactly(250L, 500L, 1000L, 2000L);
    }

    /** SUB-3: its key was taken; coming back would take it back, and so on for ever. */
    @Test
    void shouldStopWhenItsKeyIsTaken() {
        start();
        CompletableFuture<Void> waiting = audience.whenSubscribed();
        FakeTail replaced = tails.last();
        brings(control(REPLACED), batch("i", 0));
        replaced.ends(Kind.CONNECTION);
        ticker.advance(Duration.ofHours(1));
        drain();

        assertThat(told).last().isInstanceOfSatisfying(Stopped.class, stopped -> assertThat(
                        stopped.failure().kind())
                .isEqualTo(Kind.REPLACED));
        assertThat(copy.calls()).isEmpty();
        assertThat(tails.count()).isEqualTo(1);
        assertThat(replaced.isClosed()).isTrue();
        assertThat(replaced.isAvoided()).as("the node did nothing wrong").isFalse();
        assertThat(ticker.alarms()).isEmpty();
        assertThat(failureOf(waiting)).isInstanceOf(SubscriptionStoppedException.class);
        assertThat(failureOf(audience.whenSubscribed())).isInstanceOf(SubscriptionStoppedException.class);
    }

    @Test
    void shouldGoOnFromTheCheckpointWhenItIsStartedAgain() {
        start();
        brings(batch("i", 0), control(REPLACED));

        follower.restart();
        CompletableFuture<Void> waiting = audience.whenSubscribed();
        drain();

        assertThat(tails.count()).isEqualTo(2);
        assertThat(tails.last().from()).isEqualTo(new Checkpoint("i", 10L, 0));
        assertThat(told).last().isEqualTo(new Connecting(0));
        brings(batch("i", 1));
        assertThat(waiting).isCompleted();
        assertThat(copy.calls()).containsExactly("ingest [0]", "ingest [1]");
        brings(control(REPLACED));
        assertThat(told).last().isInstanceOf(Stopped.class);
    }

    /** BR-46: nothing that its caller does cuts a back-off short, or opens a second connection. */
    @Test
    void shouldNotBeStartedAgainWhileItHasNotStopped() {
        start();
        follower.restart();
        drain();
        assertThat(tails.count()).isEqualTo(1);

        ends(Kind.CONNECTION);
        follower.restart();
        drain();

        assertThat(tails.count()).isEqualTo(1);
        assertThat(ticker.alarms()).containsExactly(Duration.ofMillis(250));
    }

    @Test
    void shouldEndForGoodThoughItHadStopped() {
        start();
        brings(control(REPLACED));
        follower.close();
        drain();

        assertThat(told).last().isInstanceOf(Closed.class);
        assertThat(failureOf(audience.whenSubscribed())).isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(follower::restart).isInstanceOf(ClientClosedException.class);
        drain();
        assertThat(tails.count()).isEqualTo(1);
    }

    /** Whatever else a node closes a subscription for: {@code close} means not to come back. */
    @Test
    void shouldStopWhenTheNodeDoesNotWantItBack() {
        start();
        brings(control("{\"action\":\"close\",\"reason\":\"of-tomorrow\",\"after\":10}"));

        assertThat(told).last().isInstanceOfSatisfying(Stopped.class, stopped -> {
            assertThat(stopped.failure().kind()).isEqualTo(Kind.REFUSED);
            assertThat(stopped.failure().detail()).contains("of-tomorrow");
        });
    }

    /** BR-17. */
    @Test
    void shouldGiveUpAConnectionOnWhichNothingComes() {
        start();
        brings(batch("i", 0));
        ticker.advance(SILENCE.minusMillis(1));
        drain();
        assertThat(tails.last().isClosed()).isFalse();

        ticker.advance(Duration.ofMillis(1));
        drain();

        assertThat(tails.last().isAvoided()).isTrue();
        assertThat(told).last().isInstanceOfSatisfying(Reconnecting.class, status -> assertThat(
                        status.failure().kind())
                .isEqualTo(Kind.SILENCE));
    }

    @Test
    void shouldTakeAHeartbeatForASignOfLife() {
        start();
        for (int i = 0; i < 10; i++) {
            ticker.advance(SILENCE.minusMillis(1));
            drain();
            brings();
        }

        assertThat(tails.count()).isEqualTo(1);
        assertThat(tails.last().isClosed()).isFalse();
    }

    /** While the copy is busy nothing is read, so that nothing comes is no wonder. */
    @Test
    void shouldNotTakeASlowIngestForSilence() {
        start();
        copy.failNext(0);
        Consumer<SseFrame> slow = frame -> {
            tails.last().brings(frame);
            ticker.advance(SILENCE.multipliedBy(3));
            drain();
        };
        slow.accept(batch("i", 0));
        slow.accept(batch("i", 1));

        assertThat(copy.indexes()).containsExactly(0L, 1L);
    }

    /** BR-46, BR-52: who asks waits, and cuts nothing short. */
    @Test
    void shouldLetWhoAsksWaitForTheBackOff() {
        start();
        ends(Kind.CONNECTION);
        for (int i = 0; i < 100; i++) {
            assertThat(audience.whenSubscribed()).isNotDone();
            drain();
        }
        CompletableFuture<Void> forgotten = audience.whenSubscribed();
        forgotten.cancel(true);
        CompletableFuture<Void> ready = audience.whenSubscribed();
        assertThat(ticker.alarms()).containsExactly(Duration.ofMillis(250));
        assertThat(tails.count()).isEqualTo(1);

        again();
        assertThat(ready).isNotDone();
        brings(nothing("", -1, -1));

        assertThat(ready).isCompleted();
        assertThat(audience.whenSubscribed()).isCompleted();
    }

    /** BR-51, BR-53. */
    @Test
    void shouldRejectWhoWaitsWhenItIsClosedAndOnlyThen() {
        start();
        CompletableFuture<Void> waiting = audience.whenSubscribed();
        ends(Kind.CONNECTION);
        again();
        assertThat(waiting).isNotDone();

        follower.close();

        assertThat(waiting).as("at once, whatever the copy is doing").isCompletedExceptionally();
        assertThat(waiting.handle((done, failure) -> failure).join()).isInstanceOf(ClientClosedException.class);
        assertThat(audience.whenSubscribed()).isCompletedExceptionally();
    }

    private static Throwable failureOf(CompletableFuture<Void> failed) {
        return failed.handle((done, failure) -> failure).join();
    }
}
