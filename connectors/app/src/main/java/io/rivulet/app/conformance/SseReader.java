package io.rivulet.app.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Reads an event stream. Not for more than one thread. */
final class SseReader {

    private final BufferedReader lines;
    private final Runnable onLine;
    private String lastId = "";

    /** @param onLine called for every line, comments included: the server is alive */
    SseReader(InputStream stream, Runnable onLine) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        this.onLine = onLine;
    }

    /** The next event; null when the stream has ended. What stands unfinished at its end is dropped. */
    @Nullable
    SseEvent next() throws IOException {
        String name = "message";
        StringJoiner data = new StringJoiner("\n");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            onLine.run();
            if (line.isEmpty()) {
                if (data.length() > 0) {
                    return new SseEvent(name, lastId, data.toString());
                }
                name = "message";
            } else if (fieldOf(line).equals("event")) {
                name = valueOf(line);
            } else if (fieldOf(line).equals("id")) {
                lastId = valueOf(line);
            } else if (fieldOf(line).equals("data")) {
                data.add(valueOf(line));
            }
        }
        return null;
    }

    private static String fieldOf(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }

    private static String valueOf(String line) {
        String value = line.substring(Math.min(line.length(), fieldOf(line).length() + 1));
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
