package io.rivulet.http.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rivulet.http.append.EventReader;

/** Lines to import. */
final class Lines {

    private Lines() {}

    /** A line with an idempotency key. */
    static Line line(long number, String path) {
        byte[] bytes =
                ("{\"path\":\"" + path + "\",\"type\":\"t\",\"idempotencyKey\":\"k" + number + "\"}").getBytes(UTF_8);
        return new Line(number, EventReader.readAddressed(bytes), bytes, null);
    }
}
