package io.rivulet.app.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import java.time.Duration;
import java.util.Locale;

/**
 * What became of the lines of an import, each counted once.
 *
 * @param unknown lines without an idempotency key whose outcome could not be learned
 */
record ImportSummary(long accepted, long duplicates, long refused, long unknown) {

    static final ImportSummary NOTHING = new ImportSummary(0, 0, 0, 0);

    /** Reads the last line of a node's answer. */
    static ImportSummary of(JsonNode line) {
        return new ImportSummary(
                line.path("accepted").asLong(),
                line.path("duplicates").asLong(),
                line.path("refused").asLong(),
                line.path("unknown").asLong());
    }

    ImportSummary plus(ImportSummary more) {
        return new ImportSummary(
                accepted + more.accepted, duplicates + more.duplicates, refused + more.refused, unknown + more.unknown);
    }

    long events() {
        return accepted + duplicates + refused + unknown;
    }

    boolean isClean() {
        return refused == 0 && unknown == 0;
    }

    String text(int streams, Duration time) {
        return String.format(
                Locale.ROOT,
                "%,d accepted, %,d duplicates, %,d refused%s, %,d stream%s, %.1f s (%,d events/s)",
                accepted,
                duplicates,
                refused,
                unknown == 0 ? "" : String.format(Locale.ROOT, ", %,d unknown", unknown),
                streams,
                streams == 1 ? "" : "s",
                seconds(time),
                Math.round(events() / seconds(time)));
    }

    String json(int streams, Duration time) {
        ObjectNode summary = Json.MAPPER.createObjectNode();
        summary.put("accepted", accepted).put("duplicates", duplicates).put("refused", refused);
        summary.put("unknown", unknown).put("streams", streams).put("seconds", seconds(time));
        return Json.write(summary);
    }

    private static double seconds(Duration time) {
        return Math.max(1, time.toMillis()) / 1000.0;
    }
}
