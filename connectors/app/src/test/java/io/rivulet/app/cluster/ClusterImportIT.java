package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.ExitCode;
import io.rivulet.app.Typed;
import io.rivulet.app.proof.History;
import io.rivulet.app.proof.NodeClient;
import io.rivulet.app.proof.ProofPage;
import io.rivulet.app.proof.Served;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real history goes into a cluster through one of its nodes, and is read through each; what each has is its log. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ClusterImportIT {

    private static final String NAMESPACE = "default";
    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(path -> path.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final History history = History.chosen();
    private final ProofPage page = new ProofPage("cluster-import");

    @Test
    void shouldServeAHistoryThroughEachNodeThatWentInThroughOne() {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("import")
                .set("namespace.default.announce.children", "false")
                .start()) {
            // When
            JsonNode first = importThrough(cluster.node(0));

            // Then
            assertThat(first.get("accepted").asInt()).isEqualTo(history.size());
            assertThat(first.get("refused").asInt()).isZero();
            assertThat(first.get("streams").asInt()).isEqualTo(history.byPath().size());
            cluster.nodes().forEach(this::isServedThrough);

            // When
            JsonNode second = importThrough(cluster.node(1));

            // Then
            assertThat(second.get("accepted").asInt()).isZero();
            assertThat(second.get("duplicates").asInt()).isEqualTo(history.size());
            verify(cluster);
        }
        if (System.getProperty("proof.history") != null) {
            page.write("-Dproof.history=FILE");
        }
    }

    private JsonNode importThrough(NodeMember node) {
        JsonNode summary = node.client()
                .importing(NAMESPACE, BodyPublishers.ofByteArray(history.gzip()), "gzip")
                .join();
        page.result("imported through " + node, "`" + summary + "`");
        return summary;
    }

    private void isServedThrough(NodeMember node) {
        NodeClient client = node.client();
        new Served(client, NAMESPACE).isExactly(history);
        List<String> paths = client.streams(NAMESPACE).stream()
                .map(stream -> stream.get("path").asText())
                .toList();
        assertThat(paths)
                .as("streams through %s", node)
                .containsExactlyElementsOf(
                        history.byPath().keySet().stream().sorted(BY_BYTES).toList());
        page.result(
                "read through " + node,
                history.size() + " events of " + paths.size()
                        + " streams, in their order, none twice; streams in order");
    }

    /** Folds the log anew and compares it with the rows of all owners, asked through one node. */
    private void verify(ClusterUnderTest cluster) {
        String scratch = cluster.folder().resolve("scratch").toString();
        Typed verify = Typed.at(cluster.node(2).uri().toString(), "verify", "--scratch", scratch);
        assertThat(verify.exitCode()).as(verify.out() + verify.err()).isEqualTo(ExitCode.OK);
        assertThat(verify.out()).contains("All equal").doesNotContain("DIFFERENT");
        page.result(
                "`rivulet verify` through node-2",
                "\n\n```text\n" + verify.out().strip() + "\n```");
    }
}
