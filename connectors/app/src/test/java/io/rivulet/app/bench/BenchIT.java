package io.rivulet.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.ExitCode;
import io.rivulet.app.Typed;
import io.rivulet.app.client.Json;
import io.rivulet.app.node.DevProcess;
import io.rivulet.app.node.UnderTarget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run on a node of the packaged program that is too short to mean anything. */
@Timeout(180)
class BenchIT {

    private static final String[] SHORT = {
        "bench", "--seconds", "1", "--events", "200", "--connections", "1,4", "--rounds", "2", "--size", "50"
    };

    private final Path data;

    BenchIT(@TempDir(factory = UnderTarget.class) Path data) {
        this.data = data;
    }

    @Test
    void shouldMeasureAndTidyUp() throws Exception {
        try (DevProcess node = DevProcess.start(data, "--set", "namespace.default.announce.children=false")) {
            Typed text = Typed.at(node.url(), SHORT);
            String[] asJson = Arrays.copyOf(SHORT, SHORT.length + 2);
            asJson[SHORT.length] = "-o";
            asJson[SHORT.length + 1] = "json";
            JsonNode json = Json.read(Typed.at(node.url(), asJson).out().getBytes(StandardCharsets.UTF_8));

            assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(text.out())
                    .startsWith("How long does an append take")
                    .contains("p50 ms", "produce", "pages of JSON", "tail from the start", "201 events read")
                    .containsPattern("(?m)^raw consumer +[\\d,]+  1.00$");
            assertThat(json.at("/append")).hasSize(2);
            assertThat(json.at("/append/1/connections").asInt()).isEqualTo(4);
            assertThat(json.at("/append/1/append/events").asInt()).isBetween(1, 400);
            assertThat(json.at("/append/1/ratioOfMediansByRound")).hasSize(2);
            assertThat(json.at("/read")).hasSize(4).allSatisfy(read -> assertThat(
                            read.path("eventsPerSecond").asDouble())
                    .isPositive());
            assertThat(topics(json.path("brokers").asText()))
                    .contains("rivulet-default")
                    .noneMatch(topic -> topic.contains("bench"));
            assertThat(Typed.at(
                                    node.url(),
                                    "streams",
                                    "/bench/" + json.path("run").asText() + "/append-4")
                            .out())
                    .contains("4 streams");
        }
    }

    private static Set<String> topics(String brokers) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            return admin.listTopics().names().get();
        }
    }
}
