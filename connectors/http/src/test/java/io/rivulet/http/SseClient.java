package io.rivulet.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events from a connection of its own, which can be cut at any moment. */
final class SseClient implements Closeable {

    private final Socket socket;
    private final BufferedReader in;

    /** One block of the stream; a comment has nothing but itself. */
    record Frame(@Nullable String event, @Nullable String id, @Nullable String data, @Nullable String comment) {

        JsonNode json() {
            return TestServer.json(String.valueOf(data));
        }
    }

    /** Opens a tail; the status is the caller's to look at. */
    SseClient(int port, String path, @Nullable String lastEventId) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        // HTTP/1.0: the body comes without chunks, up to the end of the connection.
        String resume = lastEventId == null ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + resume
                                + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads the status line and the headers. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** The next block with an event or a comment; null at the end. */
    @Nullable
    Frame next() throws IOException {
        Frame frame = new Frame(null, null, null, null);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) {
                if (frame.event() != null || frame.comment() != null) {
                    return frame;
                }
                continue;
            }
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            frame = switch (line.substring(0, colon)) {
                case "event" -> new Frame(value, frame.id(), frame.data(), frame.comment());
                case "id" -> new Frame(frame.event(), value, frame.data(), frame.comment());
                case "data" -> new Frame(frame.event(), frame.id(), value, frame.comment());
                case "" -> new Frame(frame.event(), frame.id(), frame.data(), value);
                default -> frame;
            };
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
