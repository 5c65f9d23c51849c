package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.NodeClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;

/** Makes the requests that steps describe. */
final class Requests {

    private final String node;
    private final Values values;
    private final Duration patience;

    /** @param node the URL that a node answers at, without a slash at its end */
    Requests(String node, Values values, Duration patience) {
        this.node = node;
        this.values = values;
        this.patience = patience;
    }

    /** The URL of a step, whole. */
    String url(String template) {
        return node + values.text(template);
    }

    /** What opens a tail. */
    HttpRequest tail(JsonNode step) {
        return request(step.get("open").asText(), step)
                .header("Accept", "text/event-stream")
                .GET()
                .build();
    }

    /** What asks once, with the method that the step names. */
    HttpRequest call(JsonNode step, String method) {
        HttpRequest.Builder request = request(step.path(method).asText(), step);
        if (method.equals("post")) {
            request.POST(BodyPublishers.ofString(body(step)));
            if (!step.path("send").has("Content-Type")) {
                request.header("Content-Type", step.has("lines") ? NodeClient.NDJSON : NodeClient.JSON);
            }
        } else {
            request.method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody());
        }
        return request.build();
    }

    private HttpRequest.Builder request(String url, JsonNode step) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(url)));
        step.path("send")
                .forEachEntry(
                        (name, value) -> request.header(name, values.fill(value).asText()));
        return request.timeout(patience);
    }

    /** What a step posts, or says on a WebSocket. */
    String body(JsonNode step) {
        if (step.has("raw")) {
            return values.text(step.get("raw").asText());
        }
        if (step.has("lines")) {
            StringBuilder lines = new StringBuilder();
            step.get("lines")
                    .forEach(line -> lines.append(Json.write(values.fill(line))).append('\n'));
            return lines.toString();
        }
        if (step.has("many")) {
            ArrayNode events = Json.MAPPER.createArrayNode();
            for (int i = 0; i < step.path("count").asInt(); i++) {
                events.add(values.fill(step.get("many")));
            }
            return Json.write(events);
        }
        return Json.write(values.fill(step.path("body")));
    }

    /** The method that a step asks with. */
    static String method(JsonNode step) {
        return step.has("post") ? "post" : step.has("head") ? "head" : "get";
    }
}
