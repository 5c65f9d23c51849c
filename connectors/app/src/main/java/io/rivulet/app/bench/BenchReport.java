package io.rivulet.app.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import java.util.List;
import java.util.Locale;

/**
 * What came out, for people and for programs.
 *
 * @param brokers as the node names them
 * @param reads the raw consumer is the last of them
 * @param readEvents how many the stream has that was read
 */
record BenchReport(
        BenchPlan plan,
        String node,
        String brokers,
        List<AppendBench.Result> appends,
        List<ReadBench.Result> reads,
        long readEvents) {

    static final String QUESTION =
            """
            How long does an append take over HTTP, until the log has decided, and how many are there in a second,
            beside a bare acknowledged produce to the same brokers with as many callers?
            And how fast is a stream read back, beside a raw consumer of the same records?
            Expected: an append at one connection takes at most 2.5 times a produce, and one at 128 at most ten times;
            reading over HTTP is about as fast as the raw consumer. One event in flight for each caller; rounds alternate; warm-up does not count.
            """;

    BenchReport {
        appends = List.copyOf(appends);
        reads = List.copyOf(reads);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%-13s %-8s %9s %9s %11s  %s", "connections", "", "p50 ms", "p99 ms", "events/s", "ratio of p50");
        for (AppendBench.Result result : appends) {
            String rounds = String.join(
                    ", ", result.ratios().stream().map(BenchReport::ratio).toList());
            line(
                    text,
                    "%-13d %s  %s (rounds %s)",
                    result.connections(),
                    columns("append", result.append()),
                    ratio(result.ratio()),
                    rounds);
            line(text, "%-13s %s", "", columns("produce", result.produce()));
        }
        text.append('\n');
        line(text, "%-43s %11s  %s", String.format("%,d events read", readEvents), "events/s", "ratio");
        for (ReadBench.Result result : reads) {
            line(text, "%-43s %,11.0f  %s", result.name(), result.eventsPerSecond(), ratio(result.ratioTo(consumer())));
        }
        return text.toString();
    }

    private static String columns(String name, Latency latency) {
        return String.format(
                Locale.ROOT,
                "%-8s %9.2f %9.2f %,11.0f",
                name,
                latency.median(),
                latency.millis(99),
                latency.eventsPerSecond());
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    private ReadBench.Result consumer() {
        return reads.get(reads.size() - 1);
    }

    String json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("run", plan.id()).put("node", node).put("brokers", brokers);
        json.put("size", plan.size()).put("rounds", plan.rounds()).put("readEvents", readEvents);
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("java", Runtime.version().toString());
        ArrayNode appended = json.putArray("append");
        for (AppendBench.Result result : appends) {
            ObjectNode row = appended.addObject().put("connections", result.connections());
            row.set("append", result.append().json());
            row.set("produce", result.produce().json());
            row.put("ratioOfMedians", result.ratio());
            ArrayNode ratios = row.putArray("ratioOfMediansByRound");
            result.ratios().forEach(ratios::add);
        }
        ArrayNode read = json.putArray("read");
        for (ReadBench.Result result : reads) {
            ObjectNode row = read.addObject().put("name", result.name());
            row.put("eventsPerSecond", result.eventsPerSecond()).put("ratio", result.ratioTo(consumer()));
            ArrayNode rounds = row.putArray("eventsPerSecondByRound");
            result.rounds().forEach(rounds::add);
        }
        return Json.write(json);
    }
}
