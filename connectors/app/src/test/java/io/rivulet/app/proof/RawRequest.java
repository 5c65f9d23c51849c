package io.rivulet.app.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.proof.NodeClient.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;

/**
 * A request as it stands in a table of cases, written to a socket as it is: a client library would refuse to send half of
 * them.
 *
 * <p>{@code request} is method and target; {@code headers} replace the usual ones; the body is {@code body}, or the bytes of
 * {@code bodyHex}, with {@code fill} repeated {@code times} in the place of its {@code #}.
 */
record RawRequest(String head, byte[] body) {

    static RawRequest of(JsonNode testCase) {
        byte[] body = body(testCase);
        StringBuilder head = new StringBuilder(
                        filled(testCase, testCase.get("request").asText()))
                .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        if (body.length > 0 && !testCase.path("headers").has("Transfer-Encoding")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        if (testCase.has("headers")) {
            testCase.get("headers").forEachEntry((name, value) -> head.append(name)
                    .append(": ")
                    .append(value.asText())
                    .append("\r\n"));
        } else if (body.length > 0) {
            head.append("Content-Type: application/json\r\n");
        }
        return new RawRequest(head.append("\r\n").toString(), body);
    }

    /** Sends it and reads until the server closes the connection. */
    Reply send(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(ISO_8859_1));
            out.write(body);
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            int status = Integer.parseInt(answer.substring(9, 12));
            return new Reply(status, answer.substring(answer.indexOf("\r\n\r\n") + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] body(JsonNode testCase) {
        if (testCase.has("bodyHex")) {
            return HexFormat.of().parseHex(testCase.get("bodyHex").asText());
        }
        return filled(testCase, testCase.path("body").asText()).getBytes(UTF_8);
    }

    private static String filled(JsonNode testCase, String text) {
        return testCase.has("fill")
                ? text.replace(
                        "#",
                        testCase.get("fill")
                                .asText()
                                .repeat(testCase.get("times").asInt()))
                : text;
    }
}
