package io.rivulet.client.subscription;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses an event stream in whatever pieces it comes (HTML standard, section 9.2.6). What is unfinished waits for its rest; what never
 * is finished never becomes a frame. Not thread-safe.
 */
final class SseParser {

    private static final String DEFAULT_NAME = "message";

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean lastWasCarriageReturn;
    private String name = DEFAULT_NAME;
    private String lastId = "";
    private @Nullable ByteArrayOutputStream data;

    /** The frames that these bytes complete. */
    List<SseFrame> feed(ByteBuffer bytes) {
        List<SseFrame> frames = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int from = bytes.position();
            int end = endOfLine(bytes);
            byte[] part = new byte[end - from];
            bytes.get(from, part);
            line.writeBytes(part);
            bytes.position(end);
            if (bytes.hasRemaining()) {
                endLine(bytes.get(), frames);
            }
        }
        return frames;
    }

    private static int endOfLine(ByteBuffer bytes) {
        int at = bytes.position();
        while (at < bytes.limit() && bytes.get(at) != '\n' && bytes.get(at) != '\r') {
            at++;
        }
        return at;
    }

    /** A line ends with CR, LF, or both. */
    private void endLine(byte end, List<SseFrame> frames) {
        boolean isSecondHalf = end == '\n' && lastWasCarriageReturn && line.size() == 0;
        lastWasCarriageReturn = end == '\r';
        if (!isSecondHalf) {
            take(frames);
            line.reset();
        }
    }

    private void take(List<SseFrame> frames) {
        if (line.size() == 0) {
            if (data != null) {
                frames.add(new SseFrame(name, lastId, data.toByteArray()));
            }
            data = null;
            name = DEFAULT_NAME;
            return;
        }
        byte[] bytes = line.toByteArray();
        int colon = colon(bytes);
        int from = Math.min(colon + 1, bytes.length);
        from += from < bytes.length && bytes[from] == ' ' ? 1 : 0;
        switch (new String(bytes, 0, colon, StandardCharsets.UTF_8)) {
            case "event" -> name = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
            case "id" -> lastId = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
            case "data" -> addData(bytes, from);
            default -> {
                // A comment, or a field that means nothing here.
            }
        }
    }

    private static int colon(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] != ':') {
            at++;
        }
        return at;
    }

    private void addData(byte[] bytes, int from) {
        if (data == null) {
            data = new ByteArrayOutputStream(bytes.length);
        } else {
            data.write('\n');
        }
        data.write(bytes, from, bytes.length - from);
    }
}
