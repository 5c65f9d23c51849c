package io.rivulet.benchmarks.workload;

import io.rivulet.api.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Events of one size over many streams, from a seed. A stream's type changes every {@value #RUN} events, so that its feed
 * has groups of that size. The payloads are random letters, which no codec makes smaller, so that none is favoured.
 */
public final class SyntheticWorkload implements Workload {

    /** Consecutive events of one type in a stream. */
    static final int RUN = 20;

    private static final String[] TYPES = {"order.placed", "order.packed", "order.shipped"};
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    private static final byte[] OPENING = "{\"text\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSING = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int POOL_BYTES = 1 << 20;
    private static final long SEED = 20_240_101;

    private final long events;
    private final int payloadBytes;
    private final StreamChoice choice;
    private final byte[] pool = new byte[POOL_BYTES];

    /**
     * A workload.
     *
     * @param events how many, each stream's {@code created} counted
     * @param payloadBytes of each event but {@code created}; at least 11
     */
    public SyntheticWorkload(long events, int payloadBytes, StreamChoice choice) {
        if (payloadBytes < OPENING.length + CLOSING.length || payloadBytes > POOL_BYTES) {
            throw new IllegalArgumentException("A payload has 11 to " + POOL_BYTES + " bytes, not " + payloadBytes);
        }
        this.events = events;
        this.payloadBytes = payloadBytes;
        this.choice = choice;
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < POOL_BYTES; i++) {
            pool[i] = (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "%,d B, %s", payloadBytes, choice.name());
    }

    @Override
    public long size() {
        return events;
    }

    @Override
    public Iterator<WorkloadEvent> iterator() {
        return new Events();
    }

    private final class Events implements Iterator<WorkloadEvent> {

        private final SplittableRandom random = new SplittableRandom(SEED);
        private final int[] lengths = new int[choice.streams()];
        private long next;

        @Override
        public boolean hasNext() {
            return next < events;
        }

        @Override
        public WorkloadEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int stream = choice.next(random);
            int index = lengths[stream]++;
            String path = "/shops/" + stream % 100 + "/orders/" + stream;
            long number = next++;
            return index == 0
                    ? WorkloadEvent.created(path)
                    : new WorkloadEvent(path, TYPES[index / RUN % TYPES.length], "order-" + number, payload());
        }

        private Payload payload() {
            byte[] payload = new byte[payloadBytes];
            int letters = payloadBytes - OPENING.length - CLOSING.length;
            System.arraycopy(OPENING, 0, payload, 0, OPENING.length);
            System.arraycopy(pool, random.nextInt(POOL_BYTES - letters), payload, OPENING.length, letters);
            System.arraycopy(CLOSING, 0, payload, payloadBytes - CLOSING.length, CLOSING.length);
            return new Payload(Payload.JSON, payload);
        }
    }
}
