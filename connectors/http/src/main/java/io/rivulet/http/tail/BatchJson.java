package io.rivulet.http.tail;

import io.rivulet.engine.tail.TailBatch;
import io.rivulet.http.json.JsonBuffer;

/** A batch as JSON, without line breaks: the same on every kind of connection. */
public final class BatchJson {

    private BatchJson() {}

    /** Writes the members of a batch, the first without a comma, and the brace that closes the object. */
    public static JsonBuffer write(JsonBuffer out, TailBatch batch) {
        out.raw("\"incarnation\":").text(batch.incarnation());
        out.raw(",\"events\":").array(batch.events(), JsonBuffer::eventOnOneLine);
        out.raw(",\"maxOffset\":").number(batch.maxOffset());
        if (batch.state().length > 0) {
            out.raw(",\"state\":").bytes(batch.state());
        }
        return out.raw("}");
    }
}
