package io.rivulet.engine.fold;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as served: ISO-8601, UTC, milliseconds (EV-3). One of them remembers the last second it wrote. */
final class Iso {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

    private long second = Long.MIN_VALUE;
    private byte[] text = {};

    /** Puts a JSON string. */
    void put(Bytes out, long millis) {
        long wanted = Math.floorDiv(millis, 1000L);
        if (wanted != second) {
            text = ("\"" + SECOND.format(Instant.ofEpochSecond(wanted))).getBytes(StandardCharsets.US_ASCII);
            second = wanted;
        }
        int rest = (int) Math.floorMod(millis, 1000L);
        out.put(text)
                .put('0' + rest / 100)
                .put('0' + rest / 10 % 10)
                .put('0' + rest % 10)
                .put('Z')
                .put('"');
    }

    static void putQuoted(Bytes out, long millis) {
        new Iso().put(out, millis);
    }
}
