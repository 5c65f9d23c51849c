package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.NodeClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the steps of one case, one after the other. Not for more than one thread. */
final class CaseRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final Values values = new Values();
    private final Requests requests;
    private final Map<String, Channel> channels = new HashMap<>();

    /**
     * Makes ready.
     *
     * @param node the URL that a node answers at, without a slash at its end
     * @param stream a path that is this case's own
     */
    CaseRun(HttpClient http, String node, String namespace, String stream) {
        this.http = http;
        requests = new Requests(node, values, PATIENCE);
        values.put("ns", namespace);
        values.put("stream", stream);
    }

    /** @throws Mismatch if the node does not answer as the step says */
    void take(JsonNode step) throws IOException, InterruptedException {
        if (step.has("open")) {
            open(step);
        } else if (step.has("connect")) {
            String url = requests.url(step.get("connect").asText());
            keep(step, "socket", new OpenSocket(http, url, PATIENCE));
        } else if (step.has("say")) {
            say(step);
        } else if (step.has("next")) {
            next(step);
        } else if (step.has("collect")) {
            JsonNode seen = channel(step, "collect")
                    .collect(id(step), step.path("count").asInt());
            expect(step, seen);
            capture(step, seen, null);
        } else if (step.has("close")) {
            channel(step, "close").close();
        } else if (step.has("abort")) {
            channel(step, "abort").abort();
        } else {
            call(step);
        }
    }

    // --- tails and WebSockets ---

    private void open(JsonNode step) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(requests.tail(step), BodyHandlers.ofInputStream());
        Expectation.check("the status", number(answer.statusCode()), number(200));
        keep(step, "tail", new OpenTail(answer.body(), PATIENCE));
    }

    private void keep(JsonNode step, String usually, Channel channel) {
        channels.put(step.path("as").asText(usually), channel);
    }

    private Channel channel(JsonNode step, String word) {
        Channel channel = channels.get(step.get(word).asText());
        if (channel == null) {
            throw new IllegalStateException(
                    "no tail or WebSocket '" + step.get(word).asText() + "' was opened");
        }
        return channel;
    }

    private void say(JsonNode step) {
        if (!(channel(step, "say") instanceof OpenSocket socket)) {
            throw new IllegalStateException("nothing can be said on a tail");
        }
        socket.say(requests.body(step));
    }

    private void next(JsonNode step) {
        JsonNode seen = channel(step, "next").next(id(step));
        JsonNode event = step.has("event") ? step.get("event") : TextNode.valueOf("batch");
        Expectation.check("the event", seen.get("event"), values.fill(event));
        expect(step, seen.get("data"));
        capture(step, seen, null);
    }

    private static @Nullable String id(JsonNode step) {
        return step.has("id") ? step.get("id").asText() : null;
    }

    // --- requests ---

    private void call(JsonNode step) throws IOException, InterruptedException {
        String method = Requests.method(step);
        HttpResponse<byte[]> answer = http.send(requests.call(step, method), BodyHandlers.ofByteArray());
        JsonNode body = body(answer);
        int wanted = step.path("status").asInt(method.equals("post") ? 201 : 200);
        if (answer.statusCode() != wanted) {
            throw new Mismatch("the status is " + answer.statusCode() + ", and should be " + wanted + "; the answer is "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        if (step.has("problem")) {
            Expectation.check(
                    "the type of problem",
                    body.path("type"),
                    TextNode.valueOf("/problems/" + step.get("problem").asText()));
        }
        step.path("headers")
                .forEachEntry((name, expected) ->
                        Expectation.check("the header " + name, header(answer.headers(), name), values.fill(expected)));
        if (step.has("text")) {
            Expectation.check(
                    "the body",
                    TextNode.valueOf(new String(answer.body(), StandardCharsets.UTF_8)),
                    values.fill(step.get("text")));
        }
        expect(step, body);
        capture(step, body, answer.headers());
    }

    private static JsonNode header(HttpHeaders headers, String name) {
        return headers.firstValue(name).<JsonNode>map(TextNode::valueOf).orElse(MissingNode.getInstance());
    }

    private static JsonNode body(HttpResponse<byte[]> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        if (type.startsWith(NodeClient.NDJSON)) {
            ArrayNode lines = Json.MAPPER.createArrayNode();
            new String(answer.body(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> lines.add(Json.read(line.getBytes(StandardCharsets.UTF_8))));
            return lines;
        }
        return type.contains("json") ? Json.read(answer.body()) : MissingNode.getInstance();
    }

    private static JsonNode number(int value) {
        return Json.MAPPER.getNodeFactory().numberNode(value);
    }

    // --- what must be there ---

    private void expect(JsonNode step, JsonNode body) {
        step.path("expect").forEachEntry((at, wanted) -> {
            String pointer = values.text(at);
            Expectation.check(pointer.isEmpty() ? "the answer" : pointer, body.at(pointer), values.fill(wanted));
        });
    }

    private void capture(JsonNode step, JsonNode body, @Nullable HttpHeaders headers) {
        step.path("capture").forEachEntry((name, from) -> {
            String place = from.asText();
            JsonNode value = place.startsWith("/") || headers == null ? body.at(place) : header(headers, place);
            if (value.isMissingNode()) {
                throw new Mismatch("the answer has no " + place);
            }
            values.put(name, value);
        });
    }

    @Override
    public void close() {
        channels.values().forEach(Channel::abort);
    }
}
