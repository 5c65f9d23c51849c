package io.rivulet.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.client.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Asks nodes for themselves over HTTP, with little patience. For any number of threads. */
final class NodeProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * What a node said.
     *
     * @param body missing unless it was a success and JSON
     * @param clock what its clock said, to the second; empty if it did not tell
     */
    record Reply(int status, JsonNode body, Optional<Instant> clock) {}

    /**
     * Asks the node at host:port.
     *
     * @throws IOException when nothing answers there
     */
    Reply get(String address, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .header("Accept", "application/json")
                .timeout(PATIENCE)
                .build();
        try {
            return reply(http.send(request, BodyHandlers.ofByteArray()));
        } catch (ConnectException e) {
            throw new IOException("nothing takes the connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        return new Reply(
                response.statusCode(),
                response.statusCode() == 200 ? json(response.body()) : MissingNode.getInstance(),
                response.headers().firstValue("Date").flatMap(NodeProbe::date));
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.read(body);
        } catch (CommandFailure notJson) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
