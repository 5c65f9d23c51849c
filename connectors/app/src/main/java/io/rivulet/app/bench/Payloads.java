package io.rivulet.app.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Payloads of one size: JSON texts of random letters, which nothing on the way makes smaller. Any thread. */
final class Payloads {

    private static final int MOST = 64;
    private static final int TOTAL_BYTES = 4 << 20;
    private static final long SEED = 1;

    private final List<byte[]> payloads = new ArrayList<>();

    Payloads(int size) {
        Random random = new Random(SEED);
        for (int i = 0; i < Math.max(2, Math.min(MOST, TOTAL_BYTES / size)); i++) {
            byte[] payload = new byte[size];
            for (int at = 0; at < size; at++) {
                payload[at] = (byte) ('a' + random.nextInt(26));
            }
            payload[0] = '"';
            payload[size - 1] = '"';
            payloads.add(payload);
        }
    }

    /** One of them; not to be changed. */
    byte[] get(long number) {
        return payloads.get((int) (number % payloads.size()));
    }

    /** The same inside of an event. */
    byte[] event(long number) {
        return ("{\"type\":\"bench\",\"payload\":" + new String(get(number), StandardCharsets.US_ASCII) + "}")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
