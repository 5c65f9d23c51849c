package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
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

    private JsonNode importHistory() {
        return client.importing(SharedNode.HISTORY, BodyPublishers.ofByteArray(history.gzip()), "gzip")
                .join();
    }
}
