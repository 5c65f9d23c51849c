package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.engine.checkpoint.Checkpoint.Parked;
import io.rivulet.engine.lane.LaneStatus;
import io.rivulet.engine.processor.SubscriberView;
import io.rivulet.engine.store.Snapshot;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessorsTest {

    private static final String PATH = "/v1/{namespace}/processors/{path}";

    private final FakeNamespace namespace = new FakeNamespace();
    private final TestServer server = new TestServer(namespace);
    private final OpenApi api = new OpenApi(server.get("/openapi.yaml").body());

    @AfterEach
    void close() {
        server.close();
    }

    /** PR-50: what an operator needs of each, and why one is parked. */
    @Test
    void shouldShowEachSubscriberOfAStream() {
        byte[] state = "{\"seen\":5}".getBytes(StandardCharsets.UTF_8);
        Parked parked = new Parked("it fails", 8, 1_700_000_000_000L, "1@-1");
        namespace.subscribers = List.of(
                new SubscriberView(
                        "counter",
                        "processor",
                        "1",
                        new Snapshot("1", 0, 41, 5, state),
                        41,
                        2,
                        new LaneStatus(LaneStatus.State.PARKED, 8, "it fails", 1_700_000_600_000L, false, parked)),
                new SubscriberView(
                        "crm",
                        "webhook",
                        "",
                        null,
                        -1,
                        7,
                        new LaneStatus(LaneStatus.State.RUNNING, 0, null, -1, true, null)));

        HttpResponse<String> all = server.get("/v1/default/processors/a");

        assertThat(all.body())
                .isEqualTo("{\"namespace\":\"default\",\"path\":\"/a\",\"processors\":["
                        + "{\"slug\":\"counter\",\"kind\":\"processor\",\"version\":\"1\",\"snapshot\":{\"version\":\"1\","
                        + "\"offset\":41,\"state\":{\"seen\":5}},\"checkpoint\":41,\"lag\":2,\"status\":\"parked\","
                        + "\"overdue\":false,\"failures\":8,\"reason\":\"it fails\","
                        + "\"nextAttempt\":\"2023-11-14T22:23:20Z\",\"parkedSince\":\"2023-11-14T22:13:20Z\"},"
                        + "{\"slug\":\"crm\",\"kind\":\"webhook\",\"checkpoint\":-1,\"lag\":7,\"status\":\"running\","
                        + "\"overdue\":true,\"failures\":0}]}");
        api.check("get", PATH, all);
        assertThat(server.get("/v1/default/processors/a?slug=crm").body()).doesNotContain("counter");
    }
}
