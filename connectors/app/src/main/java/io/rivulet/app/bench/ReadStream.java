package io.rivulet.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.StreamPath;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.NodeClient;
import io.rivulet.client.connection.NodeAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A stream with enough events to read.
 *
 * @param firstOffset of its first event
 * @param lastOffset of its last
 */
record ReadStream(StreamPath path, long firstOffset, long lastOffset, long events) {

    private static final int CHUNK_BYTES = 1 << 20;

    /**
     * Writes a stream.
     *
     * @param progress hears how many events it has
     */
    static ReadStream write(NodeClient client, StreamPath path, int events, Payloads payloads, LongConsumer progress) {
        int written = 0;
        while (written < events) {
            StringBuilder lines = new StringBuilder();
            for (; written < events && lines.length() < CHUNK_BYTES; written++) {
                lines.append("{\"path\":\"").append(path).append("\",\"type\":\"bench\",\"payload\":");
                lines.append(new String(payloads.get(written), StandardCharsets.US_ASCII))
                        .append("}\n");
            }
            requireDone(client.postLines("import", lines.toString().getBytes(StandardCharsets.UTF_8))
                    .orFail()
                    .text());
            progress.accept(written);
        }
        JsonNode page = client.get("events", path, NodeAddress.query("limit", 1))
                .orFail()
                .json();
        return new ReadStream(
                path,
                page.at("/events/0/offset").asLong(),
                page.at("/head/offset").asLong(),
                page.at("/head/index").asLong() + 1);
    }

    private static void requireDone(String answer) {
        List<String> lines = answer.lines().toList();
        JsonNode last =
                Json.read((lines.isEmpty() ? "{}" : lines.get(lines.size() - 1)).getBytes(StandardCharsets.UTF_8));
        if (!last.path("done").asBoolean()
                || last.path("refused").asLong() + last.path("unknown").asLong() > 0) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "The node did not take all events to be read: " + last);
        }
    }
}
