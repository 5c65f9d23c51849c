package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Refused;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.Append.Unknown;
import io.rivulet.testkit.history.Call;
import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.Origin;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Range;
import io.rivulet.testkit.history.Read.Seen;
import io.rivulet.testkit.history.SeenEvent;
import io.rivulet.testkit.history.Tail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A small history of one stream, by hand. Event i has the offset 10 i; the log is given by its tokens, in order. */
final class Sketch {

    static final long END = 1_000;

    private static final Origin NODE = new Origin("a:1", 1L);

    private final List<Operation> operations = new ArrayList<>();
    private final List<SeenEvent> log;

    Sketch(String... tokens) {
        log = events(tokens);
        operations.add(settled(log));
    }

    /** A history that has no end yet. */
    static Sketch withoutEnd() {
        Sketch sketch = new Sketch();
        sketch.operations.clear();
        return sketch;
    }

    Judgement judge() {
        return Judge.judge(operations);
    }

    Sketch add(Operation operation) {
        operations.add(operation);
        return this;
    }

    /** An append of one event that was answered with its place in the log. */
    Sketch appended(String token, long call, long end) {
        return append(new Offered(token, null, null), call, end);
    }

    Sketch append(Offered offered, long call, long end) {
        return add(new Append(
                call(call, end),
                List.of(offered),
                new Acknowledged(NODE, List.of(new Taken(eventOf(offered.token()), false)))));
    }

    /** An append that was answered with the event of another. */
    Sketch answered(String token, String with, long call, long end) {
        return add(new Append(
                call(call, end),
                List.of(new Offered(token, null, null)),
                new Acknowledged(NODE, List.of(new Taken(eventOf(with), false)))));
    }

    /** An append that was answered as a duplicate of another. */
    Sketch duplicate(Offered offered, String of, long call, long end) {
        return add(new Append(
                call(call, end), List.of(offered), new Acknowledged(NODE, List.of(new Taken(eventOf(of), true)))));
    }

    Sketch batch(long call, long end, String... tokens) {
        return add(new Append(
                call(call, end),
                Arrays.stream(tokens)
                        .map(token -> new Offered(token, null, null))
                        .toList(),
                new Unknown("cut")));
    }

    Sketch unknown(Offered offered, long call, long end) {
        return add(new Append(call(call, end), List.of(offered), new Unknown("cut")));
    }

    Sketch unknown(String token, long call, long end) {
        return unknown(new Offered(token, null, null), call, end);
    }

    Sketch refused(Offered offered, String problem, Long current, long call, long end) {
        return add(new Append(call(call, end), List.of(offered), new Refused(NODE, problem, current)));
    }

    /** A read of the first events, all of them shown. */
    Sketch read(Consistency consistency, int length, long call, long end) {
        return read(consistency, new Range(null, -1L, null), seen(NODE, null, null, length), call, end);
    }

    Sketch read(Consistency consistency, Range range, Seen seen, long call, long end) {
        return add(new Read(call(call, end), consistency, range, seen));
    }

    /** A connection of a tail, with the events at these places of the log. */
    Sketch tail(String session, long after, boolean settled, long call, int... places) {
        List<SeenEvent> brought = IntStream.of(places).mapToObj(log::get).toList();
        return add(new Tail(call(call, call + 100), session, after, NODE, settled, brought));
    }

    Seen seen(Origin origin, Long applied, Long behind, int length) {
        long head = length == 0 ? -1 : log.get(length - 1).offset();
        return new Seen(origin, applied, behind, length, head, true, log.subList(0, length));
    }

    static Read settled(List<SeenEvent> log) {
        Seen seen = new Seen(NODE, null, null, log.size(), null, true, log);
        return new Read(call(END, END + 1), Consistency.SETTLED, new Range(null, -1L, null), seen);
    }

    static List<SeenEvent> events(String... tokens) {
        return IntStream.range(0, tokens.length)
                .mapToObj(i -> new SeenEvent(10L * i, i, tokens[i].equals("created") ? null : tokens[i]))
                .toList();
    }

    /** The first one with the token, or one that is not in the log. */
    private SeenEvent eventOf(String token) {
        return log.stream()
                .filter(event -> token.equals(event.token()))
                .findFirst()
                .orElse(new SeenEvent(10L * log.size(), log.size(), token));
    }

    private static Call call(long call, long end) {
        return new Call("c" + call, "/s", "a:1", call, end);
    }
}
