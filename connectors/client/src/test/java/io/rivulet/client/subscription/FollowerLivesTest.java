package io.rivulet.client.subscription;

import static io.rivulet.client.subscription.FakeTails.batch;
import static io.rivulet.client.subscription.FakeTails.control;
import static io.rivulet.client.subscription.FakeTails.frame;
import static io.rivulet.client.subscription.FakeTails.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What it takes for the truth: gaps, lives of the stream, and nodes that are behind. */
class FollowerLivesTest extends FollowerRig {

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

    private static String life(String incarnation, long offset, long index) {
        return "{\"incarnation\":\"" + incarnation + "\",\"events\":[" + FakeTails.event(offset, index)
                + "],\"maxOffset\":" + offset + "}";
    }
}
