package io.rivulet.testkit.processor;

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
import io.rivulet.api.processor.StateFormat;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts ticks and tells each count; a well-behaved processor, and one for each thing that can be wrong with one. */
final class Tally implements ProcessorFactory, Processor<Tally.Count> {

    static final String TICK = "tick";
    static final String TOCK = "tock";

    /** What is wrong with it. */
    enum Flaw {
        NONE,
        REDUCES_BY_CHANCE,
        CHANGES_ITS_ARGUMENT,
        COUNTS_BATCHES,
        HAS_NO_KEY,
        KEYS_BY_CALLS,
        FORGETS_IN_SNAPSHOTS,
        BREAKS_ITS_SCHEMA
    }

    /** A state that can be changed, as no state should. */
    static final class Count {

        private int number;

        Count(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Count that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    private static final AtomicInteger CHANCE = new AtomicInteger();

    private final Flaw flaw;
    private int calls;

    Tally(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public Contract contract() {
        return Contract.builder("tally", "1")
                .owns(EventDefinition.of(TICK, "Counted."), EventDefinition.of(TOCK, "The count."))
                .consumes(TICK)
                .emits(TOCK)
                .state(
                        "{\"type\":\"object\",\"properties\":{\"count\":{\"type\":\"integer\",\"minimum\":0,\"default\":0}}}")
                .build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return this;
    }

    @Override
    public Count reduce(Count state, Event event) {
        return switch (flaw) {
            case REDUCES_BY_CHANCE -> new Count(state.number + CHANCE.incrementAndGet());
            case CHANGES_ITS_ARGUMENT -> {
                state.number++;
                yield state;
            }
            case BREAKS_ITS_SCHEMA -> new Count(state.number - 1);
            default -> new Count(state.number + 1);
        };
    }

    @Override
    public void processEvent(ReducedEvent<Count> reduced, ProcessorContext context) {
        String key =
                switch (flaw) {
                    case HAS_NO_KEY -> null;
                    case KEYS_BY_CALLS -> context.key("tock-" + calls++);
                    default -> context.key("tock", reduced.event());
                };
        EventInput tock = EventInput.of(TOCK, Payload.json(Integer.toString(reduced.after().number)));
        context.blockProcessorWhile(() -> context.append(key == null ? tock : tock.withIdempotencyKey(key)));
    }

    @Override
    public void processEventBatch(ReducedBatch<Count> batch, ProcessorContext context) throws Exception {
        Processor.super.processEventBatch(batch, context);
        if (flaw == Flaw.COUNTS_BATCHES) {
            EventInput tock = EventInput.of(TOCK, null)
                    .withIdempotencyKey(context.key("batch", batch.events().get(0)));
            context.blockProcessorWhile(() -> context.append(tock));
        }
    }

    @Override
    public StateFormat<Count> stateFormat() {
        return new StateFormat<>() {
            @Override
            public Count read(byte[] json) {
                String text = new String(json, StandardCharsets.UTF_8);
                int count = Integer.parseInt(text.substring(text.indexOf(':') + 1, text.length() - 1));
                return new Count(flaw == Flaw.FORGETS_IN_SNAPSHOTS ? count / 2 : count);
            }

            @Override
            public byte[] write(Count state) {
                return ("{\"count\":" + state.number + "}").getBytes(StandardCharsets.UTF_8);
            }
        };
    }
}
