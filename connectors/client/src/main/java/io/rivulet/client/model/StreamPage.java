package io.rivulet.client.model;

import io.rivulet.api.StreamPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams of a namespace, in order of their paths.
 *
 * @param next what to list after for the next page, null after the last one
 */
public record StreamPage(List<ListedStream> streams, @Nullable StreamPath next) {

    public StreamPage {
        streams = List.copyOf(streams);
    }

    /** A stream in the list, and how many events it has. */
    public record ListedStream(StreamPath path, long count, Head head) {}

    /** Reads an answer. */
    public static StreamPage read(byte[] body) {
        List<ListedStream> streams = new ArrayList<>();
        @Nullable StreamPath[] next = new @Nullable StreamPath[1];
        new JsonText(body).members((member, json) -> {
            switch (member) {
                case "streams" -> json.elements(() -> streams.add(one(json)));
                case "next" -> next[0] = json.isNull() ? null : new StreamPath(json.text());
                default -> json.skip();
            }
        });
        return new StreamPage(streams, next[0]);
    }

    private static ListedStream one(JsonText json) {
        String[] path = {"/"};
        long[] count = {0};
        Head[] head = {Head.NONE};
        json.members((member, value) -> {
            switch (member) {
                case "path" -> path[0] = value.text();
                case "count" -> count[0] = value.number();
                case "head" -> head[0] = Head.read(value);
                default -> value.skip();
            }
        });
        return new ListedStream(new StreamPath(path[0]), count[0], head[0]);
    }
}
