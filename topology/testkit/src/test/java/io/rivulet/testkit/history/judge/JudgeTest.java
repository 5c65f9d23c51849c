package io.rivulet.testkit.history.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Origin;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Range;
import io.rivulet.testkit.history.Read.Seen;
import io.rivulet.testkit.history.SeenEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule on the smallest history that keeps it, and the smallest that breaks it. */
class JudgeTest {

    private static final Range ALL = new Range(null, -1L, null);

    @Test
    void shouldTakeWhatACorrectSystemAnswers() {
        holds(new Sketch("created", "a", "b")
                .appended("a", 1, 2)
                .appended("b", 3, 4)
                .unknown("c", 5, 6)
                .read(Consistency.LINEARIZABLE, 3, 5, 6)
                .read(Consistency.DEFAULT, 2, 5, 6)
                .tail("t", -1, false, 1, 0, 1)
                .tail("t", 10, true, 200, 2));
    }

    @Test
    void shouldMissASettledRead() {
        Judgement judgement = Sketch.withoutEnd().appended("a", 1, 2).judge();

        assertThat(judgement.broken(Rule.SETTLED)).isOne();
    }

    @Test
    void shouldFindNodesThatDisagreeInTheEnd() {
        breaks(
                Rule.SETTLED,
                new Sketch("a", "b").appended("a", 1, 2).unknown("b", 1, 2).add(Sketch.settled(Sketch.events("a"))));
    }

    @Test
    void shouldFindGapsInTheIndexes() {
        breaks(
                Rule.DENSE,
                Sketch.withoutEnd()
                        .add(Sketch.settled(List.of(new SeenEvent(0, 0, "a"), new SeenEvent(5, 2, "b"))))
                        .unknown("a", 1, 2)
                        .unknown("b", 1, 2));
    }

    /** A node says that a stream has another owner, in one batch with what it was asked for. */
    @Test
    void shouldTakeThatAStreamIsWoken() {
        holds(new Sketch("created", "a", "created", "b")
                .appended("a", 1, 2)
                .append(new Offered("b", "k", 10L), 3, 4)
                .tail("t", -1, true, 200, 0, 1, 2, 3));
        breaks(Rule.ASKED_FOR, new Sketch("created", "a", "created").appended("a", 1, 2));
        breaks(Rule.ASKED_FOR, new Sketch("created", "created", "a").appended("a", 1, 2));
    }

    @Test
    void shouldFindAnEventThatNobodyAskedFor() {
        breaks(Rule.ASKED_FOR, new Sketch("a", "b").appended("a", 1, 2));
    }

    @Test
    void shouldFindALostAcknowledgedAppend() {
        breaks(Rule.ACKNOWLEDGED, new Sketch("a").appended("a", 1, 2).appended("lost", 3, 4));
        holds(new Sketch("a").appended("a", 1, 2).unknown("lost", 3, 4));
    }

    @Test
    void shouldFindAnAnswerWithTheEventOfAnother() {
        breaks(Rule.ACKNOWLEDGED, new Sketch("a", "b").unknown("b", 1, 2).answered("a", "b", 1, 2));
    }

    @Test
    void shouldFindAnEventThatIsThereTwice() {
        breaks(Rule.ONCE, new Sketch("a", "b", "a").appended("a", 1, 2).appended("b", 1, 2));
        breaks(Rule.ONCE, new Sketch("a", "a").unknown("a", 1, 2));
    }

    @Test
    void shouldHoldTheOrderOfTime() {
        breaks(Rule.ORDERED, new Sketch("a", "b").appended("b", 1, 2).appended("a", 3, 4));
        holds(new Sketch("a", "b").appended("b", 1, 3).appended("a", 2, 4));
        breaks(Rule.ORDERED, new Sketch("a", "b").appended("b", 1, 2).unknown("a", 3, 4));
        holds(new Sketch("a", "b").unknown("b", 1, 2).appended("a", 3, 4));
    }

    @Test
    void shouldHoldExpectedOffsets() {
        holds(new Sketch("created", "a", "b")
                .append(new Offered("a", null, -1L), 1, 2)
                .append(new Offered("b", null, 10L), 3, 4));
        breaks(
                Rule.EXPECTED,
                new Sketch("created", "a", "b").appended("a", 1, 2).append(new Offered("b", null, 0L), 3, 4));
        breaks(Rule.EXPECTED, new Sketch("a", "b").appended("a", 1, 2).unknown(new Offered("b", null, -1L), 3, 4));
    }

    @Test
    void shouldTakeAKeyOnce() {
        Offered first = new Offered("a", "k", null);
        Offered second = new Offered("b", "k", null);
        holds(new Sketch("a", "c")
                .append(first, 1, 2)
                .duplicate(second, "a", 3, 4)
                .duplicate(first, "a", 5, 6)
                .appended("c", 5, 6));
        breaks(Rule.KEYED, new Sketch("a", "b").append(first, 1, 2).append(second, 3, 4));
        breaks(
                Rule.KEYED,
                new Sketch("a", "c").append(first, 1, 2).appended("c", 1, 2).duplicate(second, "c", 3, 4));
    }

    @Test
    void shouldWantBatchesWhole() {
        holds(new Sketch("x", "a", "b").appended("x", 1, 2).batch(1, 2, "a", "b"));
        holds(new Sketch("x").appended("x", 1, 2).batch(1, 2, "a", "b"));
        breaks(Rule.WHOLE, new Sketch("x", "a").appended("x", 1, 2).batch(1, 2, "a", "b"));
        breaks(Rule.WHOLE, new Sketch("a", "x", "b").appended("x", 1, 2).batch(1, 2, "a", "b"));
        breaks(Rule.WHOLE, new Sketch("b", "a").batch(1, 2, "a", "b"));
    }

    @Test
    void shouldWantRefusedAppendsAbsent() {
        Offered offered = new Offered("b", null, 10L);
        holds(new Sketch("a").appended("a", 1, 2).refused(offered, "expected-offset", 0L, 3, 4));
        breaks(Rule.ABSENT, new Sketch("a", "b").appended("a", 1, 2).refused(offered, "expected-offset", 0L, 3, 4));
        Offered keyed = new Offered("b", "k", null);
        holds(new Sketch("a", "b").appended("a", 1, 2).unknown(keyed, 3, 4).refused(keyed, "paused", null, 5, 6));
    }

    @Test
    void shouldWantRefusalsTrue() {
        Sketch moved = new Sketch("a", "b").appended("a", 1, 2).appended("b", 5, 8);
        holds(moved.refused(new Offered("x", null, 0L), "expected-offset", 10L, 3, 6));
        breaks(
                Rule.REFUSED_TRULY,
                new Sketch("a", "b")
                        .appended("a", 1, 2)
                        .appended("b", 5, 8)
                        .refused(new Offered("x", null, 0L), "expected-offset", 10L, 3, 4));
        breaks(
                Rule.REFUSED_TRULY,
                new Sketch("a").appended("a", 5, 8).refused(new Offered("x", null, -1L), "expected-offset", 0L, 3, 4));
        breaks(
                Rule.REFUSED_TRULY,
                new Sketch("a").appended("a", 1, 2).refused(new Offered("x", null, 0L), "expected-offset", 77L, 3, 4));
    }

    @Test
    void shouldWantAMismatchTrue() {
        Offered first = new Offered("b", "k", 0L);
        holds(new Sketch("a", "b")
                .appended("a", 1, 2)
                .append(first, 3, 4)
                .refused(new Offered("c", "k", 10L), "idempotency-mismatch", 10L, 5, 6));
        breaks(
                Rule.REFUSED_TRULY,
                new Sketch("a", "b")
                        .appended("a", 1, 2)
                        .append(first, 3, 4)
                        .refused(first, "idempotency-mismatch", 10L, 5, 6));
    }

    @Test
    void shouldWantReadsToShowAPrefix() {
        Sketch sketch = new Sketch("a", "b").appended("a", 1, 2).appended("b", 3, 4);
        Seen hole = new Seen(new Origin("b:1", 1L), null, null, 2, 10L, true, List.of(new SeenEvent(10, 1, "b")));
        breaks(Rule.PREFIX, sketch.read(Consistency.STALE, ALL, hole, 5, 6));
        Seen tooLong = new Seen(new Origin("b:1", 1L), null, null, 3, null, false, List.of());
        breaks(
                Rule.PREFIX,
                new Sketch("a", "b")
                        .appended("a", 1, 2)
                        .appended("b", 3, 4)
                        .read(Consistency.DEFAULT, new Range(null, null, null), tooLong, 5, 6));
    }

    @Test
    void shouldFindWhatIsShownBeforeItWasAskedFor() {
        breaks(Rule.NOT_AHEAD, new Sketch("a").appended("a", 5, 6).read(Consistency.STALE, 1, 1, 2));
        breaks(Rule.NOT_AHEAD, new Sketch("a").appended("a", 500, 501).tail("t", -1, false, 1, 0));
    }

    @Test
    void shouldWantLinearizableReadsFresh() {
        Sketch stale = new Sketch("a", "b").appended("a", 1, 2).appended("b", 3, 4);
        breaks(Rule.COMPLETE, stale.read(Consistency.LINEARIZABLE, 1, 5, 6));
        holds(new Sketch("a", "b").appended("a", 1, 2).appended("b", 3, 5).read(Consistency.LINEARIZABLE, 1, 5, 6));
    }

    @Test
    void shouldNeverLetLinearizableReadsGoBack() {
        breaks(
                Rule.FORWARD,
                new Sketch("a")
                        .unknown("a", 1, 9)
                        .read(Consistency.LINEARIZABLE, 1, 2, 3)
                        .read(Consistency.LINEARIZABLE, 0, 4, 5));
        holds(new Sketch("a")
                .unknown("a", 1, 9)
                .read(Consistency.LINEARIZABLE, 1, 2, 4)
                .read(Consistency.LINEARIZABLE, 0, 4, 5));
    }

    @Test
    void shouldNeverLetAProcessGoBack() {
        Origin other = new Origin("a:1", 2L);
        Sketch sketch = new Sketch("a").unknown("a", 1, 9).read(Consistency.DEFAULT, 1, 2, 3);
        holds(sketch.read(Consistency.DEFAULT, ALL, sketch.seen(other, null, null, 0), 4, 5));
        breaks(Rule.OWNER_FORWARD, sketch.read(Consistency.DEFAULT, 0, 6, 7));
    }

    @Test
    void shouldHoldAReadToTheOffsetItSays() {
        Origin standby = new Origin("b:1", 1L);
        Sketch sketch = new Sketch("a", "b").appended("a", 1, 2).appended("b", 1, 2);
        holds(sketch.read(Consistency.STALE, ALL, sketch.seen(standby, 9L, 1L, 1), 4, 5));
        breaks(Rule.REFLECTED, sketch.read(Consistency.STALE, ALL, sketch.seen(standby, 10L, null, 1), 4, 5));
    }

    @Test
    void shouldMissNothingOfABatchBeforeItsLastRecord() {
        Origin node = new Origin("b:1", 1L);
        Sketch sketch = new Sketch("created", "a", "b").batch(1, 2, "a", "b");
        holds(sketch.read(Consistency.DEFAULT, ALL, sketch.seen(node, 0L, null, 0), 4, 5));
        holds(sketch.read(Consistency.DEFAULT, ALL, sketch.seen(node, 10L, null, 0), 4, 5));
        breaks(Rule.REFLECTED, sketch.read(Consistency.DEFAULT, ALL, sketch.seen(node, 20L, null, 0), 4, 5));
    }

    @Test
    void shouldHoldAReadToTheOffsetItWasAskedFor() {
        Origin node = new Origin("b:1", 1L);
        Range range = new Range(10L, -1L, null);
        Sketch sketch = new Sketch("a", "b").appended("a", 1, 2).appended("b", 1, 2);
        holds(sketch.read(Consistency.MIN_OFFSET, range, sketch.seen(node, 10L, null, 2), 4, 5));
        breaks(Rule.AT_LEAST, sketch.read(Consistency.MIN_OFFSET, range, sketch.seen(node, null, null, 1), 4, 5));
    }

    @Test
    void shouldHoldAStandByToHowFarBehindItSays() {
        Origin standby = new Origin("b:1", 1L);
        Sketch sketch = new Sketch("a", "b").appended("a", 1, 2).appended("b", 1, 2);
        holds(sketch.read(Consistency.STALE, ALL, sketch.seen(standby, 5L, 3L, 1), 4, 5));
        breaks(Rule.BEHIND, sketch.read(Consistency.STALE, ALL, sketch.seen(standby, -1L, 1L, 0), 4, 5));
    }

    @Test
    void shouldWantTailsWholeAndInOrder() {
        Sketch sketch = new Sketch("a", "b", "c");
        sketch.appended("a", 1, 2).appended("b", 3, 4).appended("c", 5, 6);
        holds(sketch.tail("whole", -1, false, 1, 0).tail("whole", 0, true, 300, 1, 2));
        breaks(Rule.TAILED, sketch.tail("gap", -1, false, 1, 0, 2));
        breaks(Rule.TAILED, sketch.tail("twice", -1, false, 1, 0, 1).tail("twice", 0, false, 300, 1, 2));
    }

    @Test
    void shouldWantSettledTailsToReachTheEnd() {
        Sketch sketch = new Sketch("a", "b").appended("a", 1, 2).appended("b", 3, 4);
        holds(sketch.tail("cut", -1, false, 1, 0));
        breaks(Rule.TAILED_TO_THE_END, sketch.tail("short", -1, true, 1, 0));
    }

    private static void holds(Sketch sketch) {
        assertThat(sketch.judge().violations()).isEmpty();
    }

    private static void breaks(Rule rule, Sketch sketch) {
        Judgement judgement = sketch.judge();
        assertThat(judgement.broken(rule)).as(judgement.toString()).isPositive();
        assertThat(judgement.violations())
                .allMatch(violation -> !violation.shownBy().isEmpty());
    }
}
