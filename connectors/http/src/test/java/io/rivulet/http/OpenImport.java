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

/** An import whose body is written piece by piece while its answer is read, on a connection of its own. */
final class OpenImport implements Closeable {

    private final Socket socket;
    private final BufferedReader in;

    OpenImport(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        send(
                """
                POST /v1/default/import HTTP/1.1\r
                Host: localhost\r
                Connection: close\r
                Content-Type: application/x-ndjson\r
                Transfer-Encoding: chunked\r
                \r
                """);
    }

    void write(String lines) throws IOException {
        int length = lines.getBytes(StandardCharsets.UTF_8).length;
        send(Integer.toHexString(length) + "\r\n" + lines + "\r\n");
    }

    void end() throws IOException {
        send("0\r\n\r\n");
    }

    /** The next line of the answer. */
    JsonNode next() throws IOException {
        JsonNode line = read();
        if (line == null) {
            throw new IOException("The answer has ended");
        }
        return line;
    }

    /** Reads to the end of the answer; its last line. */
    JsonNode last() throws IOException {
        JsonNode last = next();
        for (JsonNode line = read(); line != null; line = read()) {
            last = line;
        }
        return last;
    }

    /** Passes over headers and the sizes of chunks. */
    private @Nullable JsonNode read() throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("{")) {
                return TestServer.json(line);
            }
        }
        return null;
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
