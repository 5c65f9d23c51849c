package io.rivulet.http.imports;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.http.append.AppendIds;
import io.rivulet.http.append.EventReader.Addressed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line of an import that is an event.
 *
 * @param number from 1
 * @param bytes the line as it came, without its end
 * @param madeKey the key that this node has given it, since it has none and was sent on; null otherwise
 */
record Line(long number, Addressed addressed, byte[] bytes, @Nullable String madeKey) {

    StreamPath path() {
        return addressed.path();
    }

    /** The event, with a key if it was given one. */
    EventInput event() {
        return madeKey == null ? addressed.event() : addressed.event().withIdempotencyKey(madeKey);
    }

    boolean hasKey() {
        return madeKey != null || addressed.event().idempotencyKey() != null;
    }

    /** The same, with a key in any case: what is sent on may have to be sent again. */
    Line keyed(String importId) {
        return hasKey() ? this : new Line(number, addressed, bytes, AppendIds.key(importId, number));
    }

    /** The line for another node. */
    ByteBuffer toBody() {
        byte[] key = madeKey == null
                ? new byte[0]
                : ("\"idempotencyKey\":\"" + madeKey + "\",").getBytes(StandardCharsets.US_ASCII);
        int brace = 0;
        while (bytes[brace] != '{') {
            brace++;
        }
        ByteBuffer body = ByteBuffer.allocate(bytes.length + key.length + 1);
        body.put(bytes, 0, brace + 1).put(key).put(bytes, brace + 1, bytes.length - brace - 1);
        return body.put((byte) '\n').flip();
    }
}
