package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import org.jspecify.annotations.Nullable;

/** Where things come from that were not asked for one by one: a tail or a WebSocket. Closed with the case. */
interface Channel extends AutoCloseable {

    /**
     * What comes next.
     *
     * @param id on a WebSocket, what comes next with this id; null for whatever comes
     * @return what it is as {@code event}, and itself as {@code data}
     * @throws Mismatch if nothing comes
     */
    ObjectNode next(@Nullable String id);

    /** The events of the next batches, until there are so many. Whatever else comes is passed over. */
    default ArrayNode collect(@Nullable String id, int count) {
        ArrayNode events = Json.MAPPER.createArrayNode();
        while (events.size() < count) {
            JsonNode seen = next(id);
            if (seen.path("event").asText().startsWith("close")) {
                throw new Mismatch("it ended before " + count + " events had come: " + seen.path("data"));
            }
            seen.path("data").path("events").forEach(events::add);
        }
        return events;
    }

    /** Ends it as one should. */
    @Override
    void close();

    /** Ends it without a word, as a client does that dies. */
    void abort();
}
