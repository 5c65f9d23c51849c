package io.rivulet.benchmarks.workload;

import io.rivulet.api.Payload;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** JSON payloads of one size, of random letters, which no codec makes smaller, so that none is favoured. */
public final class Payloads {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    private static final byte[] OPENING = "{\"text\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSING = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int POOL_BYTES = 1 << 20;

    private final int size;
    private final byte[] pool = new byte[POOL_BYTES];

    /**
     * Payloads.
     *
     * @param size in bytes; at least 11
     */
    public Payloads(int size, SplittableRandom random) {
        if (size < OPENING.length + CLOSING.length || size > POOL_BYTES) {
            throw new IllegalArgumentException("A payload has 11 to " + POOL_BYTES + " bytes, not " + size);
        }
        this.size = size;
        for (int i = 0; i < POOL_BYTES; i++) {
            pool[i] = (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
    }

    int size() {
        return size;
    }

    /** One payload; random gives its letters. */
    public Payload next(SplittableRandom random) {
        byte[] payload = new byte[size];
        int letters = size - OPENING.length - CLOSING.length;
        System.arraycopy(OPENING, 0, payload, 0, OPENING.length);
        System.arraycopy(pool, random.nextInt(POOL_BYTES - letters), payload, OPENING.length, letters);
        System.arraycopy(CLOSING, 0, payload, size - CLOSING.length, CLOSING.length);
        return new Payload(Payload.JSON, payload);
    }
}
