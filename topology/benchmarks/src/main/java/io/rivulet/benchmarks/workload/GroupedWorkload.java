package io.rivulet.benchmarks.workload;

import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/** Events of one stream whose type changes after so many of them, from a seed. */
public final class GroupedWorkload implements Workload {

    private static final String[] TYPES = {"order.placed", "order.packed", "order.shipped"};
    private static final String PATH = "/shops/1/orders/1";
    private static final long SEED = 20_240_102;

    private final long events;
    private final long groupSize;
    private final Payloads payloads;

    /**
     * A workload.
     *
     * @param events how many, the stream's {@code created} counted
     * @param groupSize how many of one type follow each other
     */
    public GroupedWorkload(long events, int payloadBytes, long groupSize) {
        this.events = events;
        this.groupSize = groupSize;
        payloads = new Payloads(payloadBytes, new SplittableRandom(SEED));
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "groups of %,d", groupSize);
    }

    @Override
    public long size() {
        return events;
    }

    @Override
    public Iterator<WorkloadEvent> iterator() {
        return new Iterator<>() {
            private final SplittableRandom random = new SplittableRandom(SEED);
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
                long number = next++;
                if (number == 0) {
                    return WorkloadEvent.created(PATH);
                }
                String type = TYPES[(int) ((number - 1) / groupSize % TYPES.length)];
                return new WorkloadEvent(PATH, type, "order-" + number, payloads.next(random));
            }
        };
    }
}
