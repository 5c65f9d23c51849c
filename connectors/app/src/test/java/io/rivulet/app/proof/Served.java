package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What a node serves of streams, held against what they must be. */
public final class Served {

    private static final int MOST_IN_A_GROUP = 200;
    private static final String CREATED = "io.rivulet.stream.created";

    private final NodeClient node;
    private final String namespace;

    public Served(NodeClient node, String namespace) {
        this.node = node;
        this.namespace = namespace;
    }

    /** The streams are those of the history and no others, and each is its events in their order, none twice. */
    public void isExactly(History history) {
        assertThat(node.streams(namespace))
                .extracting(stream -> stream.get("path").asText())
                .containsExactlyInAnyOrderElementsOf(history.byPath().keySet());
        assertThat(node.streamCount(namespace)).isEqualTo(history.byPath().size());
        history.byPath().forEach(this::isExactly);
    }

    /** Every index of a mirror is in one row of its feed, and no row is too long. */
    void feedCovers(String path, List<JsonNode> mirror) {
        int index = 0;
        for (JsonNode row : node.feed(namespace, path)) {
            int count = row.get("count").asInt();
            assertThat(count).isBetween(1, MOST_IN_A_GROUP);
            assertThat(row.get("firstIndex").asInt()).as("feed of %s", path).isEqualTo(index);
            assertThat(row.get("lastIndex").asInt()).isEqualTo(index + count - 1);
            assertThat(row.get("events")).containsExactlyElementsOf(mirror.subList(index, index + count));
            assertThat(row.get("events")).allMatch(event -> event.get("type").equals(row.get("type")));
            index += count;
        }
        assertThat(index).as("events in the feed of %s", path).isEqualTo(mirror.size());
    }

    /** Indexes are dense, offsets rise. Answers the rows. */
    List<JsonNode> mirror(String path) {
        List<JsonNode> mirror = node.mirror(namespace, path);
        long offset = -1;
        for (int i = 0; i < mirror.size(); i++) {
            assertThat(mirror.get(i).get("index").asInt())
                    .as("index in %s", path)
                    .isEqualTo(i);
            assertThat(mirror.get(i).get("offset").asLong())
                    .as("offset in %s", path)
                    .isGreaterThan(offset);
            offset = mirror.get(i).get("offset").asLong();
        }
        return mirror;
    }

    private void isExactly(String path, List<JsonNode> events) {
        List<JsonNode> mirror = mirror(path);
        assertThat(mirror).as("mirror of %s", path).hasSize(events.size() + 1);
        assertThat(mirror.get(0).get("type").asText()).isEqualTo(CREATED);
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = mirror.get(i + 1);
            for (String field : List.of("type", "idempotencyKey", "payload")) {
                assertThat(event.get(field))
                        .as("%s of event %d of %s", field, i + 1, path)
                        .isEqualTo(events.get(i).get(field));
            }
        }
        feedCovers(path, mirror);
    }

    /** The digest of each partition's rows. */
    Map<Integer, String> digests() {
        return Digests.of(node.digests(namespace));
    }
}
