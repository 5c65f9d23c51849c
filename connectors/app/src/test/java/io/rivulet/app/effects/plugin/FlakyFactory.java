package io.rivulet.app.effects.plugin;

import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.api.processor.ReducedBatch;
import io.rivulet.api.processor.ReducedEvent;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Appends a note for each file that comes or goes, and fails once in fifty batches: after it has begun to append, so that its
 * effects have happened and come again.
 */
public final class FlakyFactory implements ProcessorFactory {

    public static final String SLUG = "flaky";

    /** Its payload is the idempotency key of the event that it is about. */
    public static final String NOTED = "file.noted";

    private static final int ONE_IN = 50;

    private final RandomGenerator random;

    public FlakyFactory() {
        this(new Random());
    }

    FlakyFactory(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Contract contract() {
        return Counting.contract(SLUG)
                .description("Counts and takes notes, and fails by chance.")
                .owns(EventDefinition.of(NOTED, "A file has come or gone."))
                .emits(NOTED)
                .build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return new Flaky();
    }

    private final class Flaky extends Counting {

        @Override
        public void processEvent(ReducedEvent<Seen> reduced, ProcessorContext context) {
            Event event = reduced.event();
            if (!event.type().equals(MODIFIED)) {
                EventInput note = EventInput.of(NOTED, Payload.json("\"" + event.idempotencyKey() + "\""))
                        .withIdempotencyKey(context.key("note", event));
                context.blockProcessorWhile(() -> context.append(note));
            }
        }

        @Override
        public void processEventBatch(ReducedBatch<Seen> batch, ProcessorContext context) throws Exception {
            super.processEventBatch(batch, context);
            if (random.nextInt(ONE_IN) == 0) {
                throw new IllegalStateException("by chance");
            }
        }
    }
}
