package io.rivulet.benchmarks.workload;

import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Events of one size over many streams, from a seed. A stream's type changes every {@value #RUN} events, so that its feed
 * has groups of that size.
 */
public final class SyntheticWorkload implements Workload {

    /** Consecutive events of one type in a stream. */
    static final int RUN = 20;

    private static final String[] TYPES = {"order.placed", "order.packed", "order.shipped"};
    private static final long SEED = 20_240_101;

    private final long events;
    private final StreamChoice choice;
    private final Payloads payloads;

    /**
     * A workload.
     *
     * @param events how many, each stream's {@code created} counted
     * @param payloadBytes of each event but {@code created}; at least 11
     */
    public SyntheticWorkload(long events, int payloadBytes, StreamChoice choice) {
        this.events = events;
        this.choice = choice;
        payloads = new Payloads(payloadBytes, new SplittableRandom(SEED));
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "%,d B, %s", payloads.size(), choice.name());
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
                    : new WorkloadEvent(
                            path, TYPES[index / RUN % TYPES.length], "order-" + number, payloads.next(random));
        }
    }
}
