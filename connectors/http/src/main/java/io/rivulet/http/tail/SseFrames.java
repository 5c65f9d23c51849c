package io.rivulet.http.tail;

import io.rivulet.engine.tail.Ending;
import io.rivulet.engine.tail.TailBatch;
import io.rivulet.http.json.JsonBuffer;

/** Server-sent events as bytes (WHATWG HTML, 9.2). No data has line breaks, so each is one {@code data:} line. */
final class SseFrames {

    private SseFrames() {}

    /** A batch; its id is what to resume after. */
    static JsonBuffer batch(JsonBuffer out, TailBatch batch) {
        out.raw("event: batch\nid: ").number(batch.cursor()).raw("\ndata: ");
        return BatchJson.write(out.raw("{"), batch).raw("\n\n");
    }

    /** The stream has ended a life, and perhaps begun another: forget what came before. */
    static JsonBuffer reset(JsonBuffer out, String incarnation) {
        out.raw("event: control\ndata: {\"action\":\"reset\",\"incarnation\":")
                .text(incarnation.isEmpty() ? null : incarnation);
        return out.raw("}\n\n");
    }

    /**
     * The server ends the tail. Mostly the client is to come back, here or at another node, and to resume; one that was
     * replaced by another of its key is not, or the two would go on replacing each other.
     *
     * @param after the offset to resume after
     */
    static JsonBuffer end(JsonBuffer out, Ending ending, long after) {
        String action = ending == Ending.REPLACED ? "close" : "reconnect";
        out.raw("event: control\ndata: {\"action\":\"").raw(action);
        out.raw("\",\"reason\":").text(ending.label());
        return out.raw(",\"after\":").number(after).raw("}\n\n");
    }

    /** How long a client waits before it comes back, in milliseconds. */
    static JsonBuffer retry(JsonBuffer out, long millis) {
        return out.raw("retry: ").number(millis).raw("\n\n");
    }

    /** A comment that keeps the connection alive and tells the head of the stream, -1 while it does not exist. */
    static JsonBuffer heartbeat(JsonBuffer out, long headOffset) {
        return out.raw(": head ").number(headOffset).raw("\n\n");
    }
}
