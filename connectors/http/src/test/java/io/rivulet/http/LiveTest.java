package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.tail.Ending;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.engine.tail.TailBatch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of the WebSocket, at the owner and at a node that is not: the rest is tested with a real node. */
@Timeout(60)
class LiveTest {

    private static final String EVENTS = "/v1/default/events/a";

    private final FakeNamespace owned = new FakeNamespace();
    private final FakeNamespace elsewhere = new FakeNamespace();
    private final TestServer owner = new TestServer(owned, HttpSettings.HEARTBEAT_INTERVAL, "100");
    private final TestServer other =
            new TestServer(elsewhere, HttpSettings.ROUTING_PATIENCE, "2000", HttpSettings.HEARTBEAT_INTERVAL, "100");

    LiveTest() {
        elsewhere.isHere = false;
        elsewhere.owner = Address.parse("127.0.0.1:" + owner.server.port());
    }

    @AfterEach
    void close() {
        other.close();
        owner.close();
    }

    private LiveClient connect(String node) {
        return new LiveClient(node.equals("owner") ? owner : other);
    }

    /** SUB-2, SUB-8, SUB-15, SUB-16. */
    @ParameterizedTest
    @ValueSource(strings = {"owner", "other"})
    void shouldSubscribe(String node) throws Exception {
        owner.post(EVENTS, "[{\"type\":\"t\"},{\"type\":\"t\",\"payload\":{\"a\": 1.0}}]");
        try (LiveClient client = connect(node)) {
            client.say("{'id':'s','op':'subscribe','path':'a','after':0}");

            assertThat(client.next().toString()).isEqualTo("{\"op\":\"subscribed\",\"id\":\"s\",\"key\":\"1\"}");
            assertThat(client.next().toString())
                    .isEqualTo(
                            "{\"op\":\"batch\",\"id\":\"s\",\"after\":1,\"incarnation\":\"1\",\"events\":[{\"offset\":1,"
                                    + "\"index\":1,\"type\":\"t\",\"createdAt\":\"2026-01-01T00:00:00.000Z\",\"payload\":{\"a\":1.0}}],"
                                    + "\"maxOffset\":1}");
        }
    }

    /** SUB-1, SUB-14. */
    @ParameterizedTest
    @ValueSource(strings = {"owner", "other"})
    void shouldHandOnWhatTheSubscriberAsksFor(String node) throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect(node)) {
            client.say("{'id':'1','op':'subscribe','path':'/a','after':3,'types':['t','u&v'],'key':' k+ ','state':true,"
                    + "'subscriber':{'label':'ž'}}");
            client.next("subscribed");
            client.say("{'id':'2','op':'subscribe','path':'/a','events':false}");
            client.next("subscribed");

            assertThat(owned.subscriptions)
                    .containsExactly(
                            new Subscription("k+", 3, Set.of("t", "u&v"), true, true, "{\"label\":\"ž\"}"),
                            new Subscription(null, Subscription.LIVE, Set.of(), false, true, null));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "other"})
    void shouldAppend(String node) throws Exception {
        try (LiveClient client = connect(node)) {
            client.say("{'id':'1','op':'append','path':'/a','events':[{'type':'t','payload':7,'idempotencyKey':'k'}]}");
            JsonNode first = client.next("appended");
            client.say(
                    "{'op':'append','path':'/a','events':[{'type':'t','idempotencyKey':'k'},{'type':'u'}],'id':'2'}");
            JsonNode second = client.next("appended");
            client.say("{'id':'3','op':'append','path':'/a','events':[{'type':'t','expectedOffset':7}]}");
            JsonNode third = client.next("problem");

            assertThat(first.get("id").asText()).isEqualTo("1");
            assertThat(first.get("status").asInt()).isEqualTo(201);
            assertThat(first.at("/answer/events/0/payload").asInt()).isEqualTo(7);
            assertThat(second.at("/answer/events/0/duplicate").asBoolean()).isTrue();
            assertThat(second.at("/answer/events/1/offset").asInt()).isEqualTo(1);
            assertThat(third.get("id").asText()).isEqualTo("3");
            assertThat(third.get("status").asInt()).isEqualTo(412);
            assertThat(third.at("/answer/type").asText()).isEqualTo("/problems/expected-offset");
            assertThat(third.at("/answer/currentOffset").asInt()).isEqualTo(1);
            assertThat(owned.inputs(StreamPath.normalise("/a"))).hasSize(2);
        }
    }

    /** An answer that was lost on its way is asked for again, and nothing is there twice. */
    @Test
    void shouldAppendOnceThoughTheOwnersAnswerIsLost() throws Exception {
        owned.loseAnswers(2);
        try (LiveClient client = connect("other")) {
            client.say("{'id':'1','op':'append','path':'/a','events':[{'type':'t'}]}");

            JsonNode answer = client.next("appended");

            assertThat(answer.get("status").asInt()).isEqualTo(201);
            assertThat(answer.at("/answer/events/0").has("duplicate")).isFalse();
            assertThat(owned.inputs(StreamPath.normalise("/a"))).hasSize(1);
        }
    }

    @Test
    void shouldLookForTheOwnerOfAnAppendAgain() throws Exception {
        owned.scripted.add(new AppendResult.Moved("gone", Duration.ofMillis(1)));
        try (LiveClient client = connect("owner")) {
            client.say("{'id':'1','op':'append','path':'/a','events':[{'type':'t'}]}");

            assertThat(client.next().get("status").asInt()).isEqualTo(201);
        }
    }

    @Test
    void shouldCarryManySubscriptionsOfManyStreams() throws Exception {
        owner.post("/v1/default/events/b", "{\"type\":\"u\"}");
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect("owner")) {
            client.say("{'id':'1','op':'subscribe','path':'/a','after':-1}");
            assertThat(client.next("batch").at("/events/0/type").asText()).isEqualTo("t");
            client.say("{'id':'2','op':'subscribe','path':'/b','after':-1}");
            JsonNode batch = client.next("batch");

            assertThat(batch.get("id").asText()).isEqualTo("2");
            assertThat(batch.at("/events/0/type").asText()).isEqualTo("u");
        }
    }

    /** SUB-27. */
    @ParameterizedTest
    @ValueSource(strings = {"owner", "other"})
    void shouldUnsubscribe(String node) throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect(node)) {
            client.say("{'id':'s','op':'subscribe','path':'/a'}");
            client.next("batch");

            client.say("{'id':'s','op':'unsubscribe'}");

            assertThat(client.next().toString())
                    .isEqualTo("{\"op\":\"closed\",\"id\":\"s\",\"reason\":\"unsubscribed\",\"after\":0}");
            owned.whenNoSinks().get(20, TimeUnit.SECONDS);
            client.say("{'id':'s','op':'unsubscribe'}");
            assertThat(client.next().at("/answer/type").asText()).isEqualTo("/problems/invalid-message");
            client.say("{'id':'s','op':'subscribe','path':'/a'}");
            assertThat(client.next().get("op").asText()).isEqualTo("subscribed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "other"})
    void shouldTellAReset(String node) throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect(node)) {
            client.say("{'id':'s','op':'subscribe','path':'/a'}");
            client.next("batch");

            var unused = owned.sinks.get(0).deliver(new TailBatch("", true, List.of(), -1, 3, new byte[0]));

            assertThat(client.next().toString()).isEqualTo("{\"op\":\"reset\",\"id\":\"s\",\"incarnation\":null}");
            assertThat(client.next().toString())
                    .isEqualTo("{\"op\":\"batch\",\"id\":\"s\",\"after\":3,\"incarnation\":\"\",\"events\":[],"
                            + "\"maxOffset\":-1}");
        }
    }

    /** The client notices nothing but, perhaps, an empty batch. */
    @ParameterizedTest
    @ValueSource(strings = {"owner", "other"})
    void shouldResumeByItselfWhenTheStreamMoves(String node) throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect(node)) {
            client.say("{'id':'s','op':'subscribe','path':'/a','after':-1}");
            client.next("batch");

            owned.sinks.get(0).ended(Ending.MOVED, 0);

            assertThat(client.next("batch").get("after").asInt()).isZero();
            assertThat(owned.subscriptions).extracting(Subscription::after).containsExactly(-1L, 0L);
        }
    }

    /** A reset that happened while the stream moved shows in the incarnation alone. */
    @Test
    void shouldTellAResetThatHappenedWhileTheStreamMoved() throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect("owner")) {
            client.say("{'id':'s','op':'subscribe','path':'/a','after':-1}");
            client.next("batch");

            var unused = owned.sinks.get(0).deliver(new TailBatch("2", List.of(), 9, 9));

            assertThat(client.next().toString()).isEqualTo("{\"op\":\"reset\",\"id\":\"s\",\"incarnation\":\"2\"}");
        }
    }

    /** SUB-3. */
    @ParameterizedTest
    @ValueSource(strings = {"owner", "other"})
    void shouldTellThatTheKeyWasTaken(String node) throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect(node)) {
            client.say("{'id':'s','op':'subscribe','path':'/a','key':'k'}");
            client.next("batch");

            owned.sinks.get(0).ended(Ending.REPLACED, 0);

            assertThat(client.next().toString())
                    .isEqualTo("{\"op\":\"closed\",\"id\":\"s\",\"reason\":\"replaced\",\"after\":0}");
        }
    }

    @Test
    void shouldTellWhenNoOwnerIsFoundInTime() throws Exception {
        elsewhere.owner = null;
        try (LiveClient client = connect("other")) {
            client.say("{'id':'s','op':'subscribe','path':'/a','after':5}");

            assertThat(client.next().toString())
                    .isEqualTo("{\"op\":\"closed\",\"id\":\"s\",\"reason\":\"moved\",\"after\":5}");
        }
    }

    /** Nothing has come for longer than it would look for an owner: it looks as long as any other. */
    @Test
    void shouldLookForTheNextOwnerOfAQuietStream() throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (TestServer hasty = new TestServer(elsewhere, HttpSettings.ROUTING_PATIENCE, "500");
                LiveClient client = new LiveClient(hasty)) {
            client.say("{'id':'s','op':'subscribe','path':'/a','after':-1}");
            client.next("batch");
            Thread.sleep(600);

            Address before = elsewhere.owner;
            elsewhere.owner = null;
            owned.sinks.get(0).ended(Ending.MOVED, 0);
            elsewhere.awaitMoreLooks(2);
            elsewhere.owner = before;

            assertThat(client.next().get("op").asText()).isEqualTo("batch");
        }
    }

    @Test
    void shouldGoToTheNextOwnerWhenOneIsNamed() throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect("other")) {
            client.say("{'id':'s','op':'subscribe','path':'/a','after':-1}");
            client.next("batch");

            elsewhere.isHere = true;
            elsewhere.owner = Address.parse("127.0.0.1:1");

            client.next("batch");
            assertThat(elsewhere.subscriptions).extracting(Subscription::after).containsExactly(0L);
            owned.whenNoSinks().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldTellWhereToResumeWhenTheServerCloses() throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect("owner")) {
            client.say("{'id':'s','op':'subscribe','path':'/a'}");
            client.next("batch");

            owner.close();

            assertThat(client.next().toString())
                    .isEqualTo("{\"op\":\"closed\",\"id\":\"s\",\"reason\":\"closing\",\"after\":0}");
            assertThat(client.closeCode()).isEqualTo(1001);
            assertThat(owned.endings).containsExactly(Ending.CLOSING);
        }
    }

    /** SUB-25, SUB-28. */
    @Test
    void shouldCloseWhatAClientLeavesOpen() throws Exception {
        LiveClient client = connect("owner");
        client.say("{'id':'s','op':'subscribe','path':'/a'}").next("batch");
        client.breakOff();
        owned.whenNoSinks().get(20, TimeUnit.SECONDS);
        assertThat(owned.endings).containsExactly(Ending.BROKEN);

        LiveClient polite = connect("owner");
        polite.say("{'id':'s','op':'subscribe','path':'/a'}").next("batch");
        polite.close();
        while (owned.endings.size() < 2) {
            Thread.onSpinWait();
        }
        assertThat(owned.endings).containsExactly(Ending.BROKEN, Ending.UNSUBSCRIBED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "other"})
    void shouldTellTheHeadsInHeartbeats(String node) throws Exception {
        owner.post(EVENTS, "{\"type\":\"t\"}");
        try (LiveClient client = connect(node)) {
            client.say("{'id':'s','op':'subscribe','path':'/a','after':-1}");
            client.next("batch");

            assertThat(client.next("heartbeat").toString()).isEqualTo("{\"op\":\"heartbeat\",\"heads\":{\"s\":0}}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [1]                                                                   | invalid-message
                    {                                                                     | invalid-json
                    {'id':'1'}                                                            | invalid-message
                    {'op':'ping'}                                                         | invalid-message
                    {'id':'','op':'ping'}                                                 | invalid-message
                    {'id':'1','op':'dance'}                                               | invalid-message
                    {'id':'1','op':'ping','path':'/a'}                                    | invalid-message
                    {'id':'1','op':'ping','more':1}                                       | invalid-message
                    {'id':'1','op':'subscribe'}                                           | invalid-message
                    {'id':'1','op':'subscribe','path':'/..'}                              | invalid-path
                    {'id':'1','op':'subscribe','path':'/a','after':-2}                    | invalid-message
                    {'id':'1','op':'subscribe','path':'/a','types':'t'}                   | invalid-message
                    {'id':'1','op':'subscribe','path':'/a','events':[]}                   | invalid-message
                    {'id':'1','op':'subscribe','path':'/a','key':' '}                     | invalid-parameter
                    {'id':'1','op':'append','path':'/a','events':true}                    | invalid-message
                    {'id':'1','op':'append','path':'/a','events':[{'type':''}]}           | invalid-event
                    {'id':'1','op':'append','path':'/a','events':[{'type':'t'}],'key':''} | invalid-parameter
                    """)
    void shouldAnswerAMessageThatIsNoneAndGoOn(String message, String problem) throws Exception {
        try (LiveClient client = connect("owner")) {
            JsonNode answer = client.say(message).next();

            assertThat(answer.get("op").asText()).isEqualTo("problem");
            assertThat(answer.at("/answer/type").asText()).isEqualTo("/problems/" + problem);
            client.say("{'id':'2','op':'ping'}");
            assertThat(client.next().toString()).isEqualTo("{\"op\":\"pong\",\"id\":\"2\"}");
        }
        assertThat(owned.inputs(StreamPath.normalise("/a"))).isEmpty();
    }

    @Test
    void shouldBeForWebSocketsAlone() {
        var answer = owner.get("/v1/default/live");

        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.headers().firstValue("Upgrade")).contains("websocket");
        assertThat(owner.get("/v1/default/live/a").statusCode()).isEqualTo(404);
    }

    /** Any page can open a WebSocket to any server, with the user's rights. */
    @Test
    void shouldTakeNoPageOfAnotherOrigin() {
        assertThatThrownBy(() -> open("http://elsewhere.example"))
                .isInstanceOfSatisfying(CompletionException.class, failure -> assertThat(failure.getCause())
                        .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                        refused.getResponse().statusCode())
                                .isEqualTo(403)));
        open("http://127.0.0.1:" + owner.server.port()).abort();
    }

    private WebSocket open(String origin) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + owner.server.port() + "/v1/default/live"),
                        new WebSocket.Listener() {})
                .join();
    }
}
