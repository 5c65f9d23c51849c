package io.rivulet.app.reset;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.client.StreamClient;
import io.rivulet.client.model.AppendResult;
import io.rivulet.client.model.AppendResult.Appended;
import io.rivulet.client.model.AppendResult.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Appends to a stream, single events and batches, one right after the other, in whatever life it is. */
final class LifeWriter implements Actor {

    private static final int LARGEST_BATCH = 4;

    /** Brokers, nodes and everybody else share the machine, and a node must come back while they go on. */
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private final StreamClient stream;
    private final Random random;
    private final Lives lives;
    private final AtomicLong written = new AtomicLong();
    private volatile boolean isOver;

    LifeWriter(StreamClient stream, Random random, Lives lives) {
        this.stream = stream;
        this.random = random;
        this.lives = lives;
    }

    @Override
    public void run() {
        while (!isOver) {
            List<EventInput> batch = new ArrayList<>();
            for (int i = random.nextInt(LARGEST_BATCH); i >= 0; i--) {
                String type = random.nextBoolean() ? "counted" : "other";
                batch.add(EventInput.of(type, Payload.json("{\"n\":" + (written.get() + batch.size()) + "}")));
            }
            append(batch);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void append(List<EventInput> batch) {
        String path = stream.path().value();
        Sight sight = Sight.now("the writer of " + path);
        AppendResult result = stream.append(batch);
        if (result instanceof Appended appended) {
            List<Long> offsets = appended.events().stream()
                    .map(each -> each.event().offset())
                    .toList();
            lives.shown(new Life(path, appended.incarnation()), offsets, sight);
            lives.acknowledged(path, offsets.get(offsets.size() - 1));
            written.addAndGet(batch.size());
        } else if (result instanceof Refused refused && refused.refusal().reason() != Reason.INTERLEAVED) {
            throw new IllegalStateException("An append was refused: " + refused);
        }
    }

    /** How many events were acknowledged. */
    long written() {
        return written.get();
    }

    @Override
    public void end() {
        isOver = true;
    }
}
