package io.rivulet.client.model;

/** The last event of a stream: its offset and its index; both -1 while the stream is empty. */
public record Head(long offset, long index) {

    static final Head NONE = new Head(-1, -1);

    static Head read(JsonText json) {
        if (json.isNull()) {
            return NONE;
        }
        long[] head = {-1, -1};
        json.members((member, value) -> {
            switch (member) {
                case "offset" -> head[0] = value.number();
                case "index" -> head[1] = value.number();
                default -> value.skip();
            }
        });
        return new Head(head[0], head[1]);
    }
}
