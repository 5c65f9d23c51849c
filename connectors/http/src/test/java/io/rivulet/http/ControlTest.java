package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.lane.LaneStatus;
import io.rivulet.engine.processor.SubscriberView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Control is an append of the event that does it, at the owner. */
class ControlTest {

    private static final String CONTROL = "/v1/default/control/a";

    private final FakeNamespace owned = new FakeNamespace();
    private final FakeNamespace elsewhere = new FakeNamespace();
    private final TestServer owner = new TestServer(owned);
    private final TestServer other = new TestServer(elsewhere);

    ControlTest() {
        elsewhere.isHere = false;
        elsewhere.owner = Address.parse("127.0.0.1:" + owner.server.port());
        owner.post("/v1/default/events/a", "{\"type\":\"t\"}");
    }

    @AfterEach
    void close() {
        other.close();
        owner.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {'action':'pause'}                                  | paused  | {}
                    {'action':'pause','reason':'tea \u017e'}            | paused  | {'reason':'tea ž'}
                    {'action':'resume','reason':'done'}                 | resumed | {'reason':'done'}
                    {'action':'reset'}                                  | reset   | {}
                    {'action':'reset','incarnation':'1-a'}              | reset   | {'incarnation':'1-a'}
                    {'action':'reset','incarnation':'1','reason':'r'}   | reset   | {'reason':'r','incarnation':'1'}
                    """)
    void shouldAppendTheEventThatDoesIt(String body, String type, String payload) {
        for (TestServer server : List.of(owner, other)) {
            var answer = server.post(CONTROL, body.replace('\'', '"'));

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(json(answer).at("/events/0/type").asText()).isEqualTo("io.rivulet.stream." + type);
        }
        List<EventInput> inputs = owned.inputs(StreamPath.normalise("/a"));
        assertThat(inputs).hasSize(3);
        Payload given = inputs.get(2).payload();
        assertThat(given == null ? "" : new String(given.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(payload.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    []                                     | invalid-event
                    {                                      | invalid-json
                    {}                                     | invalid-event
                    {'action':'explode'}                   | invalid-event
                    {'action':'pause','reason':7}          | invalid-event
                    {'action':'pause','reason':' '}        | invalid-event
                    {'action':'pause','incarnation':'1'}   | invalid-event
                    {'action':'pause','more':'1'}          | invalid-event
                    {'action':'pause','slug':'crm'}        | invalid-event
                    {'action':'wake'}                      | invalid-event
                    {'action':'wake','slug':' '}           | invalid-event
                    {'action':'wake','slug':'other'}       | invalid-event
                    {'action':'wake','slug':'crm','reason':'r'} | invalid-event
                    """)
    void shouldRefuseWhatIsNoAction(String body, String problem) {
        var answer = owner.post(CONTROL, body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("type").asText()).isEqualTo("/problems/" + problem);
        assertThat(owned.inputs(StreamPath.normalise("/a"))).hasSize(1);
    }

    /** C2: at the owner, and the stream hears nothing of it. */
    @Test
    void shouldWakeASubscriberThatIsParked() {
        owned.subscribers = List.of(new SubscriberView(
                "crm",
                "webhook",
                "",
                null,
                -1,
                0,
                new LaneStatus(LaneStatus.State.PARKED, 8, "it fails", 1, false, null)));
        OpenApi api = new OpenApi(owner.get("/openapi.yaml").body());

        for (TestServer server : List.of(owner, other)) {
            var answer = server.post(CONTROL, "{\"action\":\"wake\",\"slug\":\"crm\"}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"woken\":\"crm\"}");
            api.check("post", "/v1/{namespace}/control/{path}", answer);
        }
        assertThat(owned.woken).containsExactly("/a crm", "/a crm");
        assertThat(owned.inputs(StreamPath.normalise("/a"))).hasSize(1);
    }

    /** A misspelt path is no new stream. */
    @Test
    void shouldControlOnlyWhatExists() {
        assertThat(owner.post("/v1/default/control/b", "{\"action\":\"pause\"}").statusCode())
                .isEqualTo(404);
        assertThat(other.post("/v1/default/control/b", "{\"action\":\"pause\"}").statusCode())
                .isEqualTo(404);
        assertThat(owner.get(CONTROL).statusCode()).isEqualTo(405);
    }
}
