package io.rivulet.http.live;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.http.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes apart the server-sent events of another node, as their bytes come. Not thread-safe. */
final class SseEvents {

    private static final String HEARTBEAT = ": head ";

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String name = "";
    private long id = -1;
    private byte[] data = {};

    /**
     * One event, or a heartbeat, whose name is empty.
     *
     * @param head of a heartbeat: the offset of the stream's last event
     */
    record Event(String name, long id, byte[] data, long head) {

        /** A text of the object that the data are, at its top level; null if it is none or absent. */
        @Nullable
        String member(String wanted) {
            JsonReader json = new JsonReader(data);
            json.next();
            while (json.next() == JsonToken.FIELD_NAME) {
                boolean isIt = json.text().equals(wanted);
                json.next();
                if (isIt) {
                    return json.token() == JsonToken.VALUE_STRING ? json.text() : null;
                }
                json.slice();
            }
            return null;
        }
    }

    /** The events that are whole with these bytes, which are all taken. */
    List<Event> read(ByteBuffer bytes) {
        List<Event> whole = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next != '\n') {
                line.write(next);
                continue;
            }
            Event event = end();
            line.reset();
            if (event != null) {
                whole.add(event);
            }
        }
        return whole;
    }

    private @Nullable Event end() {
        if (line.size() == 0) {
            Event event = name.isEmpty() ? null : new Event(name, id, data, -1);
            name = "";
            data = new byte[0];
            return event;
        }
        byte[] bytes = line.toByteArray();
        if (bytes[0] == 'd') {
            int from = "data: ".length();
            data = new byte[bytes.length - from];
            System.arraycopy(bytes, from, data, 0, data.length);
            return null;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.startsWith("event: ")) {
            name = text.substring("event: ".length());
        } else if (text.startsWith("id: ")) {
            id = Long.parseLong(text.substring("id: ".length()));
        } else if (text.startsWith(HEARTBEAT)) {
            return new Event("", -1, new byte[0], Long.parseLong(text.substring(HEARTBEAT.length())));
        }
        return null;
    }
}
