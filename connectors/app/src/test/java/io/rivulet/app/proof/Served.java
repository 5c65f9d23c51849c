package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a node serves of streams, held against what they must be. */
public final class Served {

    private static final int MOST_IN_A_GROUP = 200;
    private static final String CREATED = "io.rivulet.stream.created";
    private static final String CHILD_STREAM_CREATED = "io.rivulet.stream.child-stream-created";
    private static final String WOKEN = "io.rivulet.stream.woken";

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

    /**
     * The same where streams are announced: ancestors are streams, too, and each was told of every stream below it, once. Waits until
     * they were.
     */
    void isExactlyWithAncestors(History history) {
        Ancestors ancestors = new Ancestors(history.byPath().keySet());
        ancestors.await(node, namespace);
        assertThat(node.streams(namespace))
                .extracting(stream -> stream.get("path").asText())
                .containsExactlyInAnyOrderElementsOf(ancestors.streams());
        ancestors.requireTold(node, namespace);
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
        List<JsonNode> own = withoutWoken(path, mirror).stream()
                .filter(event -> !event.get("type").asText().equals(CHILD_STREAM_CREATED))
                .toList();
        assertThat(own).as("mirror of %s", path).hasSize(events.size() + 1);
        assertThat(own.get(0).get("type").asText()).isEqualTo(CREATED);
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = own.get(i + 1);
            for (String field : List.of("type", "idempotencyKey", "payload")) {
                assertThat(event.get(field))
                        .as("%s of event %d of %s", field, i + 1, path)
                        .isEqualTo(events.get(i).get(field));
            }
        }
        feedCovers(path, mirror);
    }

    /** What nodes said of themselves left out: that they took the stream over, each time right before an event. */
    private static List<JsonNode> withoutWoken(String path, List<JsonNode> mirror) {
        List<JsonNode> own = new ArrayList<>();
        boolean isWoken = false;
        for (JsonNode event : mirror) {
            boolean wakes = event.get("type").asText().equals(WOKEN);
            assertThat(isWoken && wakes).as("twice woken in %s", path).isFalse();
            if (!wakes) {
                own.add(event);
            }
            isWoken = wakes;
        }
        assertThat(isWoken).as("%s ends woken", path).isFalse();
        return own;
    }

    /** The digest of each partition's rows. */
    Map<Integer, String> digests() {
        return Digests.of(node.digests(namespace));
    }
}
