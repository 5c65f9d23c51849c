package io.rivulet.app.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.StreamPath;
import io.rivulet.app.client.Json;

/**
 * A commit, as far as its events tell of it.
 *
 * @param committedAt seconds since the epoch
 */
record GitCommit(String id, long committedAt, String author, String subject) {

    private static final int KEY_DIGITS = 12;

    /** The event of one changed file. */
    byte[] event(StreamPath path, GitChange change) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("path", path.value());
        event.put("type", change.type());
        event.put("idempotencyKey", id.substring(0, KEY_DIGITS) + ":" + change.status());
        ObjectNode payload = event.putObject("payload");
        payload.put("commit", id)
                .put("committedAt", committedAt)
                .put("author", author)
                .put("subject", subject);
        change.describeRename(payload);
        try {
            return Json.MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree cannot be written", e);
        }
    }
}
