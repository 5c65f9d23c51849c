package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions with a real node on a real broker: SSE and WebSocket follow the same rules. Each test has its own streams. */
@Timeout(180)
class SubscriptionIT {

    private static RealNode node;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        node = new RealNode();
        server = node.server;
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** SUB-3 to SUB-5, CS-8, CS-9, CS-14: one key space for both kinds, and the roster ends right. */
    @Test
    void shouldLetASubscriptionReplaceAnotherOfItsKey() throws Exception {
        server.post("/v1/default/events/keys", "{\"type\":\"t\"}");
        try (SseClient first =
                        new SseClient(server.server.port(), "/v1/default/events/keys?after=-1&key=screen", null);
                LiveClient second = new LiveClient(server)) {
            assertThat(first.head()).contains("Rivulet-Subscription: screen");
            assertThat(types(Objects.requireNonNull(first.next()).json()))
                    .containsExactly("created", "t", "subscriber-connected");

            second.say("{'id':'s','op':'subscribe','path':'/keys','key':'screen','state':true}");

            assertThat(second.next().get("key").asText()).isEqualTo("screen");
            JsonNode batch = second.next();
            assertThat(types(batch)).containsExactly("subscriber-connected");
            SseClient.Frame end = Objects.requireNonNull(first.next());
            assertThat(end.event()).isEqualTo("control");
            assertThat(end.json().get("reason").asText()).isEqualTo("replaced");
            JsonNode connections = json(server.get("/v1/default/state/keys")).get("connections");
            assertThat(connections.fieldNames()).toIterable().containsExactly("screen");
            assertThat(connections.at("/screen/eventsSent").asInt()).isEqualTo(1);
        }
        assertThat(types(awaitEvents("keys", 6)))
                .containsExactly(
                        "created",
                        "t",
                        "subscriber-connected",
                        "subscriber-disconnected",
                        "subscriber-connected",
                        "subscriber-disconnected");
        JsonNode events = json(server.get("/v1/default/events/keys")).get("events");
        assertThat(events.at("/3/payload/reason").asText()).isEqualTo("replaced");
        assertThat(events.at("/5/payload/reason").asText()).isEqualTo("unsubscribed");
    }

    /** SUB-15, SUB-17, AP-9: a paused stream goes on telling. */
    @Test
    void shouldFollowTheStateAlone() throws Exception {
        server.post("/v1/default/events/watched", "{\"type\":\"t\"}");
        try (LiveClient client = new LiveClient(server)) {
            client.say("{'id':'s','op':'subscribe','path':'/watched','events':false}");
            assertThat(client.next("batch").at("/state/paused").asBoolean()).isFalse();

            var paused = server.post("/v1/default/control/watched", "{\"action\":\"pause\",\"reason\":\"tea\"}");

            assertThat(paused.statusCode()).isEqualTo(201);
            JsonNode batch = client.next("batch");
            assertThat(batch.get("events")).isEmpty();
            assertThat(batch.at("/state/pauseReason").asText()).isEqualTo("tea");
            assertThat(batch.at("/state/maxOffset")).isEqualTo(batch.get("maxOffset"));
            assertThat(server.post("/v1/default/events/watched", "{\"type\":\"t\"}")
                            .statusCode())
                    .isEqualTo(409);
            server.post("/v1/default/control/watched", "{\"action\":\"resume\"}");
            assertThat(client.next("batch").at("/state/paused").asBoolean()).isFalse();
        }
    }

    /** SUB-20, SUB-22: on one socket that stops reading for a while, each subscription has each event once, in order. */
    @Test
    void shouldBringEachEventOnceThoughTheSocketStalls() throws Exception {
        int streams = 8;
        int rounds = 20;
        int batch = 50;
        try (LiveClient client = new LiveClient(server)) {
            for (int i = 0; i < streams; i++) {
                client.say("{'id':'" + i + "','op':'subscribe','path':'/stalled/" + i + "','types':['t']}");
            }
            for (int i = 0; i < streams; i++) {
                client.next("batch");
            }
            String event = "{\"type\":\"t\",\"payload\":\"" + "x".repeat(500) + "\"}";
            String body = "["
                    + String.join(
                            ",", IntStream.range(0, batch).mapToObj(i -> event).toList()) + "]";
            client.stall();
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < streams; i++) {
                    assertThat(server.post("/v1/default/events/stalled/" + i, body)
                                    .statusCode())
                            .isEqualTo(201);
                }
            }
            client.goOn();

            List<List<Integer>> seen = new ArrayList<>();
            IntStream.range(0, streams).forEach(i -> seen.add(new ArrayList<>()));
            while (seen.stream().anyMatch(indexes -> indexes.size() < rounds * batch)) {
                JsonNode next = client.next("batch");
                next.get("events").forEach(one -> seen.get(next.get("id").asInt())
                        .add(one.get("index").asInt()));
            }
            assertThat(seen).allSatisfy(indexes -> assertThat(indexes)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, rounds * batch).boxed().toList()));
        }
    }

    private static JsonNode awaitEvents(String path, int count) {
        JsonNode page = json(server.get("/v1/default/events/" + path));
        while (page.get("events").size() < count) {
            Thread.onSpinWait();
            page = json(server.get("/v1/default/events/" + path));
        }
        return page;
    }

    private static List<String> types(JsonNode page) {
        List<String> types = new ArrayList<>();
        page.get("events").forEach(event -> types.add(event.get("type").asText().replace("io.rivulet.stream.", "")));
        return types;
    }
}
