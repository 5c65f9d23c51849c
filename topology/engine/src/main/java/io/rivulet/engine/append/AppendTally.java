package io.rivulet.engine.append;

import io.rivulet.engine.append.AppendCounts.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts appends as they are answered: three additions for each, whatever its size. Any thread. */
final class AppendTally {

    private static final long[] BOUNDS =
            Latencies.BOUNDS_NANOS.stream().mapToLong(Long::longValue).toArray();

    /** Complete from the beginning, so that any thread may look into it. */
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    private final AtomicLongArray latencies = new AtomicLongArray(BOUNDS.length + 1);
    private final LongAdder nanos = new LongAdder();

    AppendTally() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    void count(AppendResult result, long tookNanos) {
        LongAdder outcome = outcomes.get(Outcome.of(result));
        if (outcome != null) {
            outcome.increment();
        }
        latencies.incrementAndGet(bucket(tookNanos));
        nanos.add(tookNanos);
    }

    private static int bucket(long tookNanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && tookNanos > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    AppendCounts counts() {
        Map<Outcome, Long> byOutcome = new EnumMap<>(Outcome.class);
        outcomes.forEach((outcome, count) -> byOutcome.put(outcome, count.sum()));
        List<Long> counts = new ArrayList<>(latencies.length());
        for (int i = 0; i < latencies.length(); i++) {
            counts.add(latencies.get(i));
        }
        return new AppendCounts(byOutcome, new Latencies(counts, nanos.sum()));
    }
}
