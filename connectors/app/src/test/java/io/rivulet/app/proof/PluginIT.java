package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.cluster.LongProof;
import io.rivulet.app.plugins.PluginJar;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plugin of the guide in a node as a user runs it, and a processor that comes with the node. */
class PluginIT {

    private static final String FILE = "/build.gradle";
    private static final String FLOODED = "/flooded";
    private static final String BREAKER = "circuit-breaker";

    private final ProofPage page =
            new ProofPage("plugin", "processors-and-webhooks").with("docs/guides/plugin-template");
    private Path pluginPath;

    @BeforeEach
    void makePluginPath() throws IOException {
        pluginPath = Files.createDirectory(
                Files.createTempDirectory(Path.of("target").toAbsolutePath(), "plugins")
                        .resolve("path"));
    }

    /** Its state is a fold done by hand; a new version has its state built anew, and repeats no effect. */
    @Test
    void shouldFoldARealStreamByAPluginAndBuildItsStateAnewForANewVersion() throws IOException {
        // Given
        List<JsonNode> events = History.chosen().byPath().get(FILE);
        long changes = events.stream().filter(PluginIT::isChange).count();
        String last = events.get(events.size() - 1).at("/payload/commit").asText();
        PluginJar.copyTo(pluginPath);
        try (NodeUnderTest node = new NodeUnderTest("plugin.path=" + pluginPath, "processor.attach=churn@default/")) {
            // When
            String lines = events.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
            node.client()
                    .importing("default", BodyPublishers.ofString(lines), "identity")
                    .join();
            JsonNode churn = settled(node, FILE, "churn", "1");

            // Then
            assertThat(events).hasSizeGreaterThan(60);
            assertThat(churn.at("/snapshot/state/changes").asLong()).isEqualTo(changes);
            assertThat(churn.at("/snapshot/state/lastCommit").asText()).isEqualTo(last);
            List<JsonNode> before = node.client().mirror("default", FILE);
            assertThat(before).hasSize(1 + events.size() + (int) (changes / 100));

            // When
            node.kill();
            PluginJar.copyEditedTo(pluginPath, source -> source.replace("\"churn\", \"1\"", "\"churn\", \"2\"")
                    .replace("new Churn(changes + 1,", "new Churn(changes + 2,")
                    .replace("% 100", "% 200"));
            node.start();
            JsonNode anew = settled(node, FILE, "churn", "2");

            // Then
            assertThat(anew.at("/snapshot/state/changes").asLong()).isEqualTo(2 * changes);
            assertThat(node.client().mirror("default", FILE))
                    .filteredOn(PluginIT::isHot)
                    .hasSize((int) (changes / 100));
        }
        tell(events.size(), changes);
    }

    private void tell(int events, long changes) {
        page.result("stream", "`" + FILE + "`");
        page.result("events in it", events);
        page.result("changes counted by the plugin, as by hand", changes);
        page.result("changes counted by its second version, which counts each twice", 2 * changes);
        page.result("notes, one for each hundred changes, before and after", changes / 100);
        LongProof.write(page, PluginIT.class);
    }

    /** CB-1 to CB-10 on a real node: paused, refused, resumed, and the same after all that follows from the log is lost. */
    @Test
    void shouldPauseAFloodedStreamAndOpenItAgain() {
        try (NodeUnderTest node = new NodeUnderTest("processor.attach=" + BREAKER + "@default" + FLOODED)) {
            // When
            append(node, "io.rivulet.circuit-breaker.configured", "{\"burstCapacity\":3,\"refillRatePerMinute\":1}");
            node.client().append("default", FLOODED, flood(9));
            Deadline.await("the flooded stream is paused", () -> isPaused(node));

            // Then
            NodeClient.Reply refused = node.client().append("default", FLOODED, flood(1));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("/problems/paused");
            assertThat(refused.text()).contains("circuit breaker tripped");

            // When
            append(node, "io.rivulet.stream.resumed", "{}");
            append(node, "noise", "{}");

            // Then
            assertThat(isPaused(node)).isFalse();
            JsonNode before = settled(node, FLOODED, BREAKER, "2").at("/snapshot/state");
            assertThat(before.get("availableTokens").asDouble()).isBetween(2.0, 3.0);
            List<JsonNode> events = node.client().mirror("default", FLOODED);

            // When
            node.kill();
            node.deleteState();
            node.start();

            // Then
            assertThat(settled(node, FLOODED, BREAKER, "2").at("/snapshot/state"))
                    .isEqualTo(before);
            assertThat(node.client().mirror("default", FLOODED)).isEqualTo(events);
        }
    }

    /** The processor as it is once it has had every event, under this version. */
    private static JsonNode settled(NodeUnderTest node, String path, String slug, String version) {
        JsonNode[] found = new JsonNode[1];
        Deadline.await(slug + " " + version + " has come to the end of " + path, () -> {
            NodeClient.Reply reply = node.client().get("/v1/default/processors" + path + "?slug=" + slug);
            found[0] = reply.json().at("/processors/0");
            return reply.status() == 200
                    && found[0].path("lag").asLong(-1) == 0
                    && found[0].at("/snapshot/version").asText().equals(version);
        });
        return found[0];
    }

    private static boolean isPaused(NodeUnderTest node) {
        return node.client().state("default", FLOODED).path("paused").asBoolean();
    }

    private static void append(NodeUnderTest node, String type, String payload) {
        NodeClient.Reply reply =
                node.client().append("default", FLOODED, "{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    private static String flood(int events) {
        return Collections.nCopies(events, "{\"type\":\"noise\"}").toString();
    }

    private static boolean isChange(JsonNode event) {
        String type = event.get("type").asText();
        return type.equals("file.added") || type.equals("file.modified");
    }

    private static boolean isHot(JsonNode event) {
        return event.get("type").asText().equals("file.hot");
    }
}
