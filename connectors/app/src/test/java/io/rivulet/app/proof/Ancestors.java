package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.CoreEvents;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who must be told of which streams, when these paths and none but these are appended to; and whether they were (AP-31, AP-32). */
final class Ancestors {

    private final Map<String, Set<String>> descendants = new TreeMap<>();
    private final Set<String> streams = new TreeSet<>();

    Ancestors(Collection<String> paths) {
        paths.forEach(this::add);
    }

    /** A path is told to its ancestors; they are streams then, and told to theirs. */
    private void add(String path) {
        if (streams.add(path)) {
            for (String ancestor = parent(path); !ancestor.isEmpty(); ancestor = parent(ancestor)) {
                descendants.computeIfAbsent(ancestor, unused -> new TreeSet<>()).add(path);
                add(ancestor);
            }
        }
    }

    /** The path above one, or an empty text for none. */
    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return path.equals("/") ? "" : slash == 0 ? "/" : path.substring(0, slash);
    }

    /** All streams that there are to be. */
    Set<String> streams() {
        return streams;
    }

    /** How many announcements there are to be. */
    int announcements() {
        return descendants.values().stream().mapToInt(Set::size).sum();
    }

    /** Waits until each ancestor was told so often as it must be. */
    void await(NodeClient node, String namespace) {
        Deadline.await("there are " + streams.size() + " streams", () -> node.streamCount(namespace) >= streams.size());
        descendants.forEach((ancestor, told) -> Deadline.await(
                ancestor + " was told of " + told.size() + " streams",
                () -> count(node, namespace, ancestor) >= told.size()));
    }

    private static long count(NodeClient node, String namespace, String ancestor) {
        for (JsonNode counted :
                node.mirrorPage(namespace, ancestor, "limit=1&counts=types").get("types")) {
            if (counted.get("type").asText().equals(CoreEvents.CHILD_STREAM_CREATED)) {
                return counted.get("count").asLong();
            }
        }
        return 0;
    }

    /** Each ancestor was told of each stream below it, once, and of nothing else. */
    void requireTold(NodeClient node, String namespace) {
        descendants.forEach((ancestor, told) -> assertThat(node.mirror(namespace, ancestor))
                .filteredOn(event -> event.get("type").asText().equals(CoreEvents.CHILD_STREAM_CREATED))
                .extracting(event -> event.at("/payload/childPath").asText())
                .as("told to %s", ancestor)
                .containsExactlyInAnyOrderElementsOf(told));
    }
}
