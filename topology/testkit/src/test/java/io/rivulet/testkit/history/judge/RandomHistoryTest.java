package io.rivulet.testkit.history.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.Append.Unknown;
import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Seen;
import io.rivulet.testkit.history.SeenEvent;
import io.rivulet.testkit.history.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of a correct store are taken; each with one lie in it is not. */
class RandomHistoryTest {

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTakeTheHistoryOfACorrectStore(long seed) {
        Judgement judgement = Judge.judge(new ToyStore(seed, 3).run(600));

        assertThat(judgement.violations()).isEmpty();
        // No rule passes on nothing.
        assertThat(judgement.checked().keySet()).contains(Rule.values());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldFindALostAcknowledgedAppend(long seed) {
        breaks(Rule.ACKNOWLEDGED, lie(seed, RandomHistoryTest::isAcknowledged, operation -> {
            Append append = (Append) operation;
            Acknowledged answer = (Acknowledged) append.outcome();
            SeenEvent event = answer.events().get(0).event();
            SeenEvent elsewhere = new SeenEvent(event.offset() + 1_000_000, event.index() + 1_000_000, event.token());
            List<Taken> taken = new ArrayList<>(answer.events());
            taken.set(0, new Taken(elsewhere, taken.get(0).duplicate()));
            return new Append(append.call(), append.events(), new Acknowledged(answer.origin(), taken));
        }));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldFindALinearizableReadThatMissesSomething(long seed) {
        breaks(
                Rule.COMPLETE,
                lie(seed, operation -> isLongRead(operation, Consistency.LINEARIZABLE), RandomHistoryTest::emptied));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldFindAReadThatShowsLessThanItSays(long seed) {
        breaks(
                Rule.REFLECTED,
                lie(seed, operation -> isLongRead(operation, Consistency.STALE), RandomHistoryTest::emptied));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldFindAnEventThatATailLeftOut(long seed) {
        breaks(Rule.TAILED, lie(seed, RandomHistoryTest::isLongTail, operation -> {
            Tail tail = (Tail) operation;
            List<SeenEvent> events = new ArrayList<>(tail.events());
            events.remove(events.size() / 2);
            return new Tail(tail.call(), tail.session(), tail.after(), tail.origin(), tail.settled(), events);
        }));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldFindAnEventThatNobodyAskedFor(long seed) {
        List<Operation> history = new ToyStore(seed, 3).run(600);
        Operation gone = chosen(history, RandomHistoryTest::isAcknowledged, seed);
        history.remove(gone);

        breaks(Rule.ASKED_FOR, history);
    }

    @Test
    void shouldTakeAnythingOfAnAppendThatWasNotAnswered() {
        List<Operation> history = new ToyStore(1, 3).run(600);
        history.replaceAll(
                operation -> operation instanceof Append append && !(append.outcome() instanceof Append.Refused)
                        ? new Append(append.call(), append.events(), new Unknown("no answer"))
                        : operation);

        assertThat(Judge.judge(history).violations()).isEmpty();
    }

    /** As long as a run of ten minutes is; a judge whose work grows with the square of it would not come back. */
    @Test
    void shouldJudgeALongHistory() {
        List<Operation> history = new ToyStore(1, 40).run(200_000);

        assertThat(Judge.judge(history).violations()).isEmpty();
    }

    private static List<Operation> lie(long seed, Predicate<Operation> where, UnaryOperator<Operation> lie) {
        List<Operation> history = new ToyStore(seed, 3).run(600);
        Operation truth = chosen(history, where, seed);
        history.replaceAll(operation -> operation == truth ? lie.apply(operation) : operation);
        return history;
    }

    private static Operation chosen(List<Operation> history, Predicate<Operation> where, long seed) {
        List<Operation> choice = history.stream().filter(where).toList();
        return choice.get(new Random(seed).nextInt(choice.size()));
    }

    private static boolean isAcknowledged(Operation operation) {
        return operation instanceof Append append
                && append.outcome() instanceof Acknowledged answer
                && !answer.events().get(0).duplicate();
    }

    /** Long enough that the first events were acknowledged long before. */
    private static boolean isLongRead(Operation operation, Consistency consistency) {
        return operation instanceof Read read
                && read.consistency() == consistency
                && read.seen() != null
                && read.seen().length() > 60;
    }

    private static boolean isLongTail(Operation operation) {
        return operation instanceof Tail tail && tail.events().size() > 2;
    }

    private static Operation emptied(Operation operation) {
        Read read = (Read) operation;
        Seen seen = read.seen();
        Seen empty = new Seen(seen.origin(), seen.applied(), null, 0, -1L, true, List.of());
        return new Read(read.call(), read.consistency(), read.range(), empty);
    }

    private static void breaks(Rule rule, List<Operation> history) {
        Judgement judgement = Judge.judge(history);
        assertThat(judgement.broken(rule)).as(judgement.toString()).isPositive();
    }
}
