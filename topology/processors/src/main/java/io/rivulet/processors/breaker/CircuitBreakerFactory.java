package io.rivulet.processors.breaker;

import static io.rivulet.api.CoreEvents.PAUSED;
import static io.rivulet.api.CoreEvents.RESUMED;
import static io.rivulet.api.CoreEvents.WOKEN;

import io.rivulet.api.EventInput;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.CoreCatalogue;
import io.rivulet.api.processor.EventDefinition;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.api.processor.ReducedBatch;
import io.rivulet.api.processor.ReducedEvent;
import io.rivulet.typed.JsonPayload;
import io.rivulet.typed.TypedProcessor;

/**
 * A processor like any other: it can only ask for a pause, and the gate of the stream enforces it (CB-1).
 *
 * <p>It asks at every event while the bucket is in deficit, not at the one that emptied it, since that one may lie before the
 * processor was attached (CB-8, CB-10). Whatever it asks until the bucket is full again has one idempotency key, so a pause
 * that comes late or is repeated after a crash never closes a stream that was opened meanwhile (ADR 0024).
 */
public final class CircuitBreakerFactory implements ProcessorFactory {

    static final String CONFIGURED = "io.rivulet.circuit-breaker.configured";
    static final String REASON =
            "circuit breaker tripped: events came faster than its limits allow; resume the stream when the flood is over";

    private static final String LIMITS =
            "{\"type\":\"object\",\"required\":[\"burstCapacity\",\"refillRatePerMinute\"],"
                    + "\"properties\":{\"burstCapacity\":{\"type\":\"integer\",\"minimum\":1},"
                    + "\"refillRatePerMinute\":{\"type\":\"integer\",\"minimum\":1}}}";

    /** CB-2. */
    private static final String STATE = "{\"type\":\"object\",\"properties\":{"
            + "\"availableTokens\":{\"type\":\"number\",\"default\":100000},"
            + "\"lastRefillMs\":{\"type\":[\"integer\",\"null\"],\"default\":null},"
            + "\"burstCapacity\":{\"type\":\"integer\",\"minimum\":1,\"default\":100000},"
            + "\"refillRatePerMinute\":{\"type\":\"integer\",\"minimum\":1,\"default\":6000000},"
            + "\"filledAt\":{\"type\":\"integer\",\"minimum\":-1,\"default\":-1}}}";

    private record Pause(String reason) {}

    @Override
    public Contract contract() {
        return Contract.builder("circuit-breaker", "2")
                .description("Pauses a stream into which events pour faster than its limits allow.")
                .owns(EventDefinition.of(
                        CONFIGURED,
                        "The limits of this stream.",
                        LIMITS,
                        "{\"burstCapacity\":1000,\"refillRatePerMinute\":60000}"))
                .dependsOn(CoreCatalogue.events())
                .consumes(Contract.ANY, CONFIGURED, PAUSED, RESUMED, WOKEN)
                .emits(PAUSED)
                .state(STATE)
                .build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return TypedProcessor.withState(Bucket.class)
                .reduce(CONFIGURED, Limits.class, (bucket, limits, event) -> bucket.configured(limits, event))
                .reduce(PAUSED, Bucket::filled)
                .reduce(RESUMED, Bucket::filled)
                .reduce(WOKEN, (bucket, event) -> bucket)
                .reduceOthers((bucket, event) -> bucket.spent(event.createdAt()))
                .effectOfBatch(CircuitBreakerFactory::pauseInDeficit)
                .effectsSinceAttached()
                .build();
    }

    private static void pauseInDeficit(ReducedBatch<Bucket> batch, ProcessorContext context) {
        if (batch.reduced().stream().anyMatch(reduced -> asksForPause(reduced, batch))) {
            String key = context.key("stream-paused@" + batch.after().filledAt());
            EventInput pause =
                    EventInput.of(PAUSED, JsonPayload.of(new Pause(REASON))).withIdempotencyKey(key);
            context.runInBackground(() -> context.append(pause));
        }
    }

    /** A deficit that an event of the same batch has ended is over. */
    private static boolean asksForPause(ReducedEvent<Bucket> reduced, ReducedBatch<Bucket> batch) {
        return reduced.after().isInDeficit()
                && reduced.after().filledAt() == batch.after().filledAt()
                && !reduced.event().type().equals(WOKEN)
                && batch.hasEffects(reduced.event());
    }
}
