package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Follows a stream over connections that it cuts anywhere, in the middle of a frame too, and resumes as a browser does:
 * with the id of the last whole frame.
 */
final class CutTail {

    private static final int MOST_AT_ONCE = 20_000;

    private final NodeClient client;
    private final String path;
    private final Random random;
    private final List<JsonNode> seen = new ArrayList<>();
    private long lastEventId = -1;
    private int connections;

    CutTail(NodeClient client, String path, Random random) {
        this.client = client;
        this.path = path;
        this.random = random;
    }

    List<JsonNode> seen() {
        return Collections.unmodifiableList(seen);
    }

    int connections() {
        return connections;
    }

    /** Opens a connection, reads until so many events have been seen in all, or a few more, and cuts it. */
    void readTo(int events) {
        connections++;
        ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
        try (InputStream stream = client.tail("default", path, lastEventId)) {
            while (seen.size() < events) {
                byte[] some = new byte[1 + random.nextInt(MOST_AT_ONCE)];
                int read = stream.read(some);
                assertThat(read).as("bytes of a tail that goes on").isPositive();
                unfinished.write(some, 0, read);
                takeFrames(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeFrames(ByteArrayOutputStream unfinished) {
        String text = unfinished.toString(StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf("\n\n");
        if (end < 0) {
            return;
        }
        byte[] bytes = unfinished.toByteArray();
        String frames = new String(bytes, 0, end, StandardCharsets.UTF_8);
        unfinished.reset();
        unfinished.write(bytes, end + 2, bytes.length - end - 2);
        for (String frame : frames.split("\n\n", -1)) {
            frame.lines().forEach(this::takeLine);
        }
    }

    private void takeLine(String line) {
        assertThat(line).isNotEqualTo("event: control");
        if (line.startsWith("id: ")) {
            lastEventId = Long.parseLong(line.substring(4));
        } else if (line.startsWith("data: ")) {
            NodeClient.parse(line.substring(6)).get("events").forEach(seen::add);
        }
    }
}
