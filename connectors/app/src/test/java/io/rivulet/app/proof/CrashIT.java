package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A node that is killed again and again while a history is imported, and that loses its stores at last, serves the history
 * and nothing else; and every ancestor of its streams was told of each, once (AP-31).
 */
class CrashIT {

    private static final String NAMESPACE = "default";

    private final History history = History.chosen();
    private final CrashPlan plan = CrashPlan.of(history);
    private final Report report = new Report("crash");
    private final NodeUnderTest node = new NodeUnderTest();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldServeTheHistoryWhereverItWasKilledAndWhateverStoresItLost() {
        report.add("begun, `" + plan + "`");

        // Given
        for (long streams : plan.kills()) {
            importAndKillAt(streams);
            restart();
        }

        // When
        JsonNode summary = importAll();

        // Then
        assertThat(summary.get("accepted").asInt() + summary.get("duplicates").asInt())
                .as("%s", plan)
                .isEqualTo(history.size());
        requireHistory();
        JsonNode digests = node.client().digests(NAMESPACE);
        Map<Integer, String> refolded = Digests.refolded(digests, node.scratch("refold"));
        assertThat(Digests.of(digests)).as("%s", plan).isEqualTo(refolded);
        report.add("every partition equals the fold of its log");

        // When
        JsonNode again = importAll();

        // Then
        assertThat(again.get("duplicates").asInt()).isEqualTo(history.size());
        assertThat(node.client().digests(NAMESPACE)).isEqualTo(digests);

        // When
        node.kill();
        node.deleteState();
        report.add("killed, and its state folder deleted");
        restart();

        // Then
        requireHistory();
        assertThat(Digests.of(node.client().digests(NAMESPACE))).as("%s", plan).isEqualTo(refolded);
        report.add("every partition equals the fold of its log");
        report.write(node.client(), NAMESPACE, plan.toString());
    }

    /** Begins to import, and kills the node in the middle of it. */
    private void importAndKillAt(long streams) {
        CompletableFuture<JsonNode> importing = importing();
        NodeClient client = node.client();
        Deadline.await(
                "there are " + streams + " streams",
                () -> importing.isDone() || client.streamCount(NAMESPACE) >= streams);
        boolean isOver = importing.isDone();
        node.kill();
        importing.handle((summary, gone) -> summary).join();
        report.add("killed " + (isOver ? "after" : "during") + " the import, with " + streams + " streams or more");
    }

    private void restart() {
        node.start();
        report.add("serves again, " + node.secondsToReady() + " s after the start of the JVM");
    }

    private JsonNode importAll() {
        JsonNode summary = importing().join();
        report.addImport(summary);
        assertThat(summary.get("done").asBoolean()).as("%s: %s", plan, summary).isTrue();
        return summary;
    }

    private CompletableFuture<JsonNode> importing() {
        return node.client().importing(NAMESPACE, BodyPublishers.ofByteArray(history.gzip()), "gzip");
    }

    private void requireHistory() {
        new Served(node.client(), NAMESPACE).isExactlyWithAncestors(history);
        report.add(
                "every stream is its events in their order, none twice; every ancestor was told of each stream once");
    }
}
