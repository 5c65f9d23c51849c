package io.rivulet.client.subscription;

import static io.rivulet.client.subscription.FakeTails.batch;
import static io.rivulet.client.subscription.FakeTails.control;
import static io.rivulet.client.subscription.FakeTails.frame;
import static io.rivulet.client.subscription.FakeTails.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.client.ManualTicker;
import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.SubscriptionStoppedException;
import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.FakeTails.FakeTail;
import io.rivulet.client.subscription.SubscriptionStatus.Closed;
import io.rivulet.client.subscription.SubscriptionStatus.Connecting;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import io.rivulet.client.subscription.SubscriptionStatus.Stopped;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import io.rivulet.client.subscription.SubscriptionStatus.Subscribed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The state machine alone: time, threads and connections are the test's. */
class FollowerTest {

    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final String REPLACED = "{\"action\":\"close\",\"reason\":\"replaced\",\"after\":10}";

    private final ManualTicker ticker = new ManualTicker();
    private final Queue<Runnable> mailbox = new ArrayDeque<>();
    private final FakeTails tails = new FakeTails();
    private final RecordingCopy copy = new RecordingCopy();
    private final List<SubscriptionStatus> told = new ArrayList<>();
    private final Audience audience = new Audience(told::add);
    private final Follower follower = follower(true);

    // Beginning

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

    // Failing ingest

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

    // Connections and epochs

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

    // Replaced

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

    // Liveness

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

    // Readiness

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

    // Gaps and lives

    @Test
    void shouldComeBackForEventsThatAreMissing() {
        start();
        brings(batch("i", 0));
        brings(batch("i", 2));
        assertThat(told).last().isInstanceOfSatisfying(Reconnecting.class, status -> assertThat(
                        status.failure().kind())
                .isEqualTo(Kind.GAP));
        again();
        brings(batch("i", 1, 2));

        assertThat(copy.calls()).containsExactly("ingest [0]", "ingest [1, 2]");
    }

    @Test
    void shouldTakeNothingOfABatchWithAGap() {
        start();
        brings(batch("i", 0, 1, 3));

        assertThat(copy.calls()).isEmpty();
    }

    /** A copy from the beginning begins with index 0. */
    @Test
    void shouldNoticeThatTheFirstEventsAreMissing() {
        start();
        brings(batch("i", 1));

        assertThat(copy.calls()).isEmpty();
        assertThat(delay()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void shouldExpectGapsWhenOnlySomeTypesAreWanted() {
        Follower some = follower(false);
        some.start();
        drain();
        brings(batch("i", 3, 7));

        assertThat(copy.indexes()).containsExactly(3L, 7L);
    }

    /** BR-30: nothing of the new life before the old one is forgotten. */
    @Test
    void shouldDiscardTheCopyWhenTheStreamIsReset() {
        start();
        brings(batch("i", 0, 1));
        brings(control("{\"action\":\"reset\",\"incarnation\":\"j\"}"), frame("batch", 70, life("j", 70, 0)));

        assertThat(copy.calls()).containsExactly("ingest [0, 1]", "discard for j", "ingest [0]");
        assertThat(copy.stored()).isEqualTo(new Checkpoint("j", 70L, 0));
        assertThat(tails.count()).isEqualTo(1);
    }

    @Test
    void shouldDiscardTheCopyWhenTheStreamIsGone() {
        start();
        brings(batch("i", 0, 1));
        brings(control("{\"action\":\"reset\"}"));
        assertThat(copy.indexes()).isEmpty();
        assertThat(copy.stored()).isEqualTo(new Checkpoint("", -1L, -1));

        brings(frame("batch", 70, life("j", 70, 0)));
        assertThat(copy.calls()).containsExactly("ingest [0, 1]", "discard for ", "ingest [0]");
    }

    /** BR-33: away while it was reset, whether the new life is shorter, as long or longer. */
    @Test
    void shouldDiscardTheCopyOfAnotherLifeBeforeItTrustsIt() {
        copy.set(new Checkpoint("i", 30L, 2));
        start();
        tails.last().opens(80);
        brings(frame("batch", 70, life("j", 70, 0)));

        assertThat(copy.calls()).containsExactly("discard for j", "ingest [0]");
        assertThat(tails.count()).isEqualTo(1);
    }

    /** A life that begins below the offset of the old one, as in a topic that was made anew. */
    @Test
    void shouldReadANewLifeFromItsBeginning() {
        copy.set(new Checkpoint("i", 30L, 2));
        start();
        tails.last().opens(80);
        brings(batch("j", 4, 5));
        assertThat(copy.calls()).containsExactly("discard for j");
        assertThat(told).last().isInstanceOfSatisfying(Reconnecting.class, status -> assertThat(
                        status.failure().kind())
                .isEqualTo(Kind.RESET));
        again();

        assertThat(tails.last().from().offset()).isEqualTo(-1);
        brings(batch("j", 0, 1, 2, 3, 4, 5));
        assertThat(copy.indexes()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void shouldDiscardTheCopyOfAStreamThatDoesNotExistAnyMore() {
        copy.set(new Checkpoint("i", 30L, 2));
        start();
        tails.last().opens(80);
        brings(nothing("", 30, -1));
        assertThat(copy.stored()).isEqualTo(new Checkpoint("", -1L, -1));

        brings(frame("batch", 90, life("j", 90, 0)));
        assertThat(copy.calls()).containsExactly("discard for ", "ingest [0]");
    }

    /** BR-33: what has no recorded life counts as of another. */
    @Test
    void shouldDiscardACopyWithoutARecordedLife() {
        copy.set(new Checkpoint("", 30L, 2));
        start();
        tails.last().opens(80);
        brings(batch("i", 0, 1));

        assertThat(copy.calls()).containsExactly("discard for i", "ingest [0, 1]");
    }

    /** BR-32. */
    @Test
    void shouldRecordTheLifeOfAnEmptyCopy() {
        start();
        brings(nothing("i", -1, 30));

        assertThat(copy.stored()).isEqualTo(new Checkpoint("i", -1L, -1));
    }

    @Test
    void shouldTryAgainWhenTheCopyCannotBeDiscarded() {
        copy.set(new Checkpoint("i", 30L, 2));
        copy.failNext(1);
        start();
        tails.last().opens(80);
        brings(frame("batch", 70, life("j", 70, 0)));
        assertThat(copy.calls()).isEmpty();
        again();
        tails.last().opens(80);
        brings(frame("batch", 70, life("j", 70, 0)));

        assertThat(copy.calls()).containsExactly("discard for j", "ingest [0]");
    }

    /** A node that does not know yet that it lost the stream is not believed, whatever it says. */
    @Test
    void shouldNotTrustANodeThatIsBehindTheCopy() {
        copy.set(new Checkpoint("j", 70L, 0));
        start();
        tails.last().opens(40);
        brings(batch("i", 0, 1));

        assertThat(copy.calls()).isEmpty();
        assertThat(tails.last().isAvoided()).isTrue();
        again();
        tails.last().opens(90);
        brings(frame("batch", 80, life("j", 80, 1)));
        assertThat(copy.calls()).containsExactly("ingest [1]");
    }

    /** A copy that was discarded is at no offset, and yet a node that does not know of the reset is not believed. */
    @Test
    void shouldNotTrustANodeThatIsBehindTheResetOfTheCopy() {
        start();
        tails.last().opens(20);
        brings(batch("i", 0, 1), control("{\"action\":\"reset\"}"), nothing("", 20, -1));
        again(Kind.CONNECTION);
        tails.last().opens(60);
        brings(nothing("", -1, -1));
        again(Kind.CONNECTION);

        tails.last().opens(20);
        brings(batch("i", 0, 1));
        assertThat(told).last().isInstanceOfSatisfying(Reconnecting.class, status -> assertThat(
                        status.failure().kind())
                .isEqualTo(Kind.BEHIND));
        again();
        tails.last().opens(70);
        brings(frame("batch", 70, life("j", 70, 0)));

        assertThat(copy.calls()).containsExactly("ingest [0, 1]", "discard for ", "ingest [0]");
    }

    /** The log was cut, but not below what the copy has: the copy stays, and the nodes are believed in the end. */
    @Test
    void shouldKeepACopyThatTheShorterLogStillHas() {
        start();
        tails.last().opens(90);
        brings(batch("i", 0, 1));
        again(Kind.CONNECTION);
        for (int i = 0; i < 5; i++) {
            tails.last().opens(40);
            brings(nothing("i", 20, 20));
            again();
        }
        tails.last().opens(40);
        brings(batch("i", 2));

        assertThat(copy.calls()).containsExactly("ingest [0, 1]", "ingest [2]");
    }

    /** BR-34: every node is behind, again and again: it is the log that has become shorter. */
    @Test
    void shouldDiscardTheCopyWhenTheLogHasBecomeShorter() {
        copy.set(new Checkpoint("i", 70L, 6));
        start();
        for (int i = 0; i < 5; i++) {
            assertThat(copy.calls()).isEmpty();
            brings(batch("i"));
            again();
        }
        assertThat(copy.calls()).containsExactly("discard for ");
        brings(batch("i", 0, 1));

        assertThat(copy.indexes()).containsExactly(0L, 1L);
    }

    @Test
    void shouldComeBackWhenAFrameCannotBeRead() {
        start();
        brings(batch("i", 0));
        brings(frame("batch", 3, "{\"incarnation\":"));
        again();
        brings(frame("batch", 3, "[]"));
        again();
        brings(frame("surprise", 3, "?"), batch("i", 1));

        assertThat(copy.indexes()).containsExactly(0L, 1L);
    }

    // End

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

    private Follower follower(boolean isDense) {
        return new Follower(copy, isDense, tails, ticker, SILENCE, mailbox::add, audience);
    }

    private void start() {
        follower.start();
        drain();
    }

    private void brings(SseFrame... frames) {
        tails.last().brings(frames);
        drain();
    }

    private void ends(Kind kind) {
        tails.last().ends(kind);
        drain();
    }

    /** The back-off passes. */
    private void again() {
        ticker.advance(delay());
        drain();
    }

    /** It ends, and the back-off passes. */
    private void again(Kind kind) {
        ends(kind);
        again();
    }

    private static Throwable failureOf(CompletableFuture<Void> failed) {
        return failed.handle((done, failure) -> failure).join();
    }

    /** Of the back-off that runs. */
    private Duration delay() {
        SubscriptionStatus last = told.get(told.size() - 1);
        Duration delay = last instanceof Stuck stuck ? stuck.delay() : ((Reconnecting) last).delay();
        assertThat(ticker.alarms()).as("one timer").containsExactly(delay);
        return delay;
    }

    private void drain() {
        for (Runnable step = mailbox.poll(); step != null; step = mailbox.poll()) {
            step.run();
        }
    }

    private static String life(String incarnation, long offset, long index) {
        return "{\"incarnation\":\"" + incarnation + "\",\"events\":[" + FakeTails.event(offset, index)
                + "],\"maxOffset\":" + offset + "}";
    }
}
