package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real history goes in once, and what is served is the history. */
@ExtendWith(SharedNode.class)
class ImportIT {

    private final History history = History.chosen();
    private final Report report = new Report("import");
    private final NodeClient client;
    private final Served served;

    ImportIT(NodeUnderTest node) {
        client = node.client();
        served = new Served(client, SharedNode.HISTORY);
    }

    @Test
    void shouldTakeAHistoryOnceHoweverOftenItIsImported() {
        // When
        JsonNode first = importHistory();
        report.addImport(first);

        // Then
        assertThat(first.get("accepted").asInt()).isEqualTo(history.size());
        assertThat(first.get("duplicates").asInt()).isZero();
        assertThat(first.get("refused").asInt()).isZero();
        assertThat(first.get("streams").asInt()).isEqualTo(history.byPath().size());
        served.isExactly(history);

        // When
        Map<Integer, String> digests = served.digests();
        JsonNode second = importHistory();
        report.addImport(second);

        // Then
        assertThat(second.get("accepted").asInt()).isZero();
        assertThat(second.get("duplicates").asInt()).isEqualTo(history.size());
        assertThat(served.digests()).isEqualTo(digests);
        report.write(client, SharedNode.HISTORY, "none");
    }

    @Test
    void shouldRefuseEachBadLineAndGoOn() {
        // Given
        String lines = String.join(
                "\n",
                "{\"path\":\"/imports/a\",\"type\":\"t\",\"payload\":1}",
                "{\"path\":\"/imports/a\",\"type\":\"\"}",
                "{\"path\":\"/imports/a\",\"type\":",
                "",
                "{\"type\":\"t\"}",
                "{\"path\":\"/../a\",\"type\":\"t\"}",
                "{\"path\":\"/imports/a\",\"type\":\"io.rivulet.stream.paused\",\"payload\":1}",
                "{\"path\":\"/imports/a\",\"type\":\"t\",\"payload\":\"" + "x".repeat(9 << 20) + "\"}",
                "{\"path\":\"/imports/b\",\"type\":\"t\",\"payload\":2}");

        // When
        List<JsonNode> told = client.telling("default", BodyPublishers.ofString(lines), "identity")
                .join();

        // Then
        assertThat(told)
                .filteredOn(line -> line.has("problem"))
                .extracting(line -> line.get("problem").get("line").asInt() + " "
                        + line.get("problem").get("type").asText())
                .containsExactlyInAnyOrder(
                        "2 /problems/invalid-event",
                        "3 /problems/invalid-json",
                        "5 /problems/invalid-event",
                        "6 /problems/invalid-path",
                        "7 /problems/invalid-payload",
                        "8 /problems/body-too-large");
        JsonNode summary = told.get(told.size() - 1);
        assertThat(summary.get("accepted").asInt()).isEqualTo(2);
        assertThat(summary.get("refused").asInt()).isEqualTo(6);
        assertThat(client.mirror("default", "/imports/a")).hasSize(2);
        assertThat(client.mirror("default", "/imports/b")).hasSize(2);
    }

    private JsonNode importHistory() {
        return client.importing(SharedNode.HISTORY, BodyPublishers.ofByteArray(history.gzip()), "gzip")
                .join();
    }
}
