package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A processor that comes with the node, attached by settings and by an event, before and after {@code kill -9}. */
class ProcessorsIT {

    private static final String INPUT = "io.rivulet.echo-example.input-received";
    private static final String OUTPUT = "io.rivulet.echo-example.output-echoed";
    private static final String CONFIGURED = "io.rivulet.stream.subscription-configured";
    private static final String REMOVED = "io.rivulet.stream.subscription-removed";

    @Test
    void shouldKeepStateAndEmitEachEventOnceThroughACrash() {
        try (NodeUnderTest node = new NodeUnderTest("processor.attach=echo-example@default/echo")) {
            append(node, "/echo/a", 5);
            append(node, "/plain", 2);
            node.client()
                    .append(
                            "default",
                            "/plain",
                            "{\"type\":\"" + CONFIGURED + "\",\"payload\":{\"subscriptionKey\":\"k\","
                                    + "\"subscriber\":{\"type\":\"processor\",\"slug\":\"echo-example\"}}}");

            awaitEchoes(node, "/echo/a", 5);
            awaitEchoes(node, "/plain", 2);
            assertThat(node.client().get("/v1/default/processors/none").status())
                    .isEqualTo(404);
            long introduced = introducedAt(node);
            assertThat(node.client().state("default", "/echo/a").get("processorsBySlug"))
                    .isEmpty();

            node.kill();
            node.start();
            append(node, "/echo/a", 3);

            awaitEchoes(node, "/echo/a", 8);
            awaitEchoes(node, "/plain", 2);
            append(node, "/plain", 1);
            awaitEchoes(node, "/plain", 3);
            Deadline.await("it is told again, the roster was emptied", () -> introducedAt(node) > introduced);
            node.client()
                    .append(
                            "default",
                            "/plain",
                            "{\"type\":\"" + REMOVED + "\",\"payload\":{\"subscriptionKey\":\"k\"}}");
            assertThat(node.client().state("default", "/plain").get("connectionsByKey"))
                    .isEmpty();
            node.kill();
            node.deleteState();
            node.start();

            awaitEchoes(node, "/echo/a", 8);
        }
    }

    /** CS-8, CS-13: the offset of the event by which the attached processor has introduced itself with its contract. */
    private static long introducedAt(NodeUnderTest node) {
        JsonNode state = node.client().state("default", "/plain");
        JsonNode echo = state.at("/processorsBySlug/echo-example");
        assertThat(echo.at("/announcement/emits/0").asText()).isEqualTo(OUTPUT);
        JsonNode connection = state.at("/connectionsByKey/k");
        assertThat(connection.isMissingNode()
                        || connection.get("direction").asText().equals("outbound"))
                .isTrue();
        return echo.get("offset").asLong();
    }

    private static void append(NodeUnderTest node, String path, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(node.client()
                            .append("default", path, "{\"type\":\"" + INPUT + "\"}")
                            .status())
                    .isEqualTo(201);
        }
    }

    /** Every input is counted, and echoed under its key, once. */
    private static void awaitEchoes(NodeUnderTest node, String path, int count) {
        Deadline.await("every input of " + path + " is processed", () -> {
            JsonNode processor = node.client()
                    .get("/v1/default/processors" + path + "?slug=echo-example")
                    .json()
                    .path("processors")
                    .path(0);
            return processor.at("/snapshot/state/seen").asInt() == count
                    && processor.path("lag").asInt() == 0
                    && echoes(node, path).size() == count;
        });
        assertThat(echoes(node, path)).doesNotHaveDuplicates().allMatch(key -> key.startsWith("echo-example/output@"));
    }

    private static List<String> echoes(NodeUnderTest node, String path) {
        return node.client().mirror("default", path).stream()
                .filter(event -> event.path("type").asText().equals(OUTPUT))
                .map(event -> event.path("idempotencyKey").asText())
                .toList();
    }
}
