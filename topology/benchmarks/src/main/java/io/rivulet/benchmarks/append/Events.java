package io.rivulet.benchmarks.append;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.benchmarks.workload.Payloads;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Events without end, of one size, each to one of a number of streams. One thread; others take a {@link #split}. */
final class Events {

    private static final String TYPE = "order.placed";
    private static final long SEED = 20_240_103;

    private final List<StreamPath> streams;
    private final Payloads payloads;
    private final AtomicLong numbers;
    private final SplittableRandom random;

    private Events(List<StreamPath> streams, Payloads payloads, AtomicLong numbers, SplittableRandom random) {
        this.streams = streams;
        this.payloads = payloads;
        this.numbers = numbers;
        this.random = random;
    }

    /** An event, and where it goes. */
    record Next(StreamPath path, EventInput event) {}

    static Events of(int payloadBytes, int streams) {
        SplittableRandom random = new SplittableRandom(SEED);
        return new Events(
                IntStream.range(0, streams)
                        .mapToObj(stream -> new StreamPath("/shops/" + stream % 100 + "/orders/" + stream))
                        .toList(),
                new Payloads(payloadBytes, random),
                new AtomicLong(),
                random);
    }

    /** The streams that events go to. */
    List<StreamPath> streams() {
        return streams;
    }

    /** Others, for another thread; no idempotency key comes twice. */
    Events split() {
        return new Events(streams, payloads, numbers, random.split());
    }

    Next next() {
        return to(streams.get(random.nextInt(streams.size())));
    }

    Next to(StreamPath path) {
        String key = "order-" + numbers.incrementAndGet();
        return new Next(path, EventInput.of(TYPE, payloads.next(random)).withIdempotencyKey(key));
    }
}
