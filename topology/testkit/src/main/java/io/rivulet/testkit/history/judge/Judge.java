package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges histories. It has no state; time and memory are about linear in the history. */
public final class Judge {

    private Judge() {}

    /** Judges all streams of a history, each by itself. */
    public static Judgement judge(List<Operation> history) {
        Map<String, List<Operation>> streams = new TreeMap<>();
        for (Operation operation : history) {
            streams.computeIfAbsent(operation.stream(), stream -> new ArrayList<>())
                    .add(operation);
        }
        Findings findings = new Findings();
        streams.forEach((stream, operations) -> judge(new StreamHistory(stream, operations), findings));
        return findings.judgement();
    }

    private static void judge(StreamHistory history, Findings findings) {
        SettledLog log = SettledLog.of(history, findings);
        if (log == null) {
            return;
        }
        Bounds bounds = new Bounds(history, log);
        new LogRules(history, log, bounds, findings).check();
        history.appends().forEach(new AppendRules(log, bounds, findings)::check);
        history.appends().forEach(new RefusalRules(history, log, bounds, findings)::check);
        history.reads().forEach(new ReadRules(log, bounds, findings)::check);
        new OrderOfReads(history, findings).check();
        new TailRules(history, log, bounds, findings).check();
    }
}
