package io.rivulet.http.tail;

import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.tail.TailBatch;
import io.rivulet.http.json.JsonBuffer;
import java.util.List;

/** Server-sent events as bytes (WHATWG HTML, 9.2). No data has line breaks, so each is one {@code data:} line. */
final class SseFrames {

    private SseFrames() {}

    /**
     * A batch of events.
     *
     * @param events those of the batch that the subscriber wants
     * @param id what to resume after
     */
    static JsonBuffer batch(JsonBuffer out, TailBatch batch, List<MirrorRow> events, long id) {
        out.raw("event: batch\nid: ").number(id);
        out.raw("\ndata: {\"incarnation\":").text(batch.incarnation());
        out.raw(",\"events\":").array(events, JsonBuffer::eventOnOneLine);
        return out.raw(",\"maxOffset\":").number(batch.maxOffset()).raw("}\n\n");
    }

    /** The stream has begun anew: forget what came before. */
    static JsonBuffer reset(JsonBuffer out, String incarnation) {
        out.raw("event: control\ndata: {\"action\":\"reset\",\"incarnation\":").text(incarnation);
        return out.raw("}\n\n");
    }

    /**
     * The server ends the tail: come back, here or at another node, and resume.
     *
     * @param after the offset to resume after
     */
    static JsonBuffer reconnect(JsonBuffer out, String reason, long after) {
        out.raw("event: control\ndata: {\"action\":\"reconnect\",\"reason\":").text(reason);
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
