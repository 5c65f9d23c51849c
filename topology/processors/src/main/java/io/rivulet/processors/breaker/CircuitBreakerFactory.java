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
import io.rivulet.api.processor.ReducedEvent;
import io.rivulet.typed.JsonPayload;
import io.rivulet.typed.TypedProcessor;

/**
 * A processor like any other: it can only ask for a pause, and the gate of the stream enforces it (CB-1).
 *
 * <p>It asks at every event while the bucket is in deficit, not at the one that emptied it, since that one may lie before the
 * processor was attached (CB-8, CB-10). The gate refuses all pauses but the first, and the pause itself fills the bucket.
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
            + "\"refillRatePerMinute\":{\"type\":\"integer\",\"minimum\":1,\"default\":6000000}}}";

    private record Pause(String reason) {}

    @Override
    public Contract contract() {
        return Contract.builder("circuit-breaker", "1")
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
                .reduce(
                        CONFIGURED,
                        Limits.class,
                        (bucket, limits, event) -> bucket.configured(limits, event.createdAt()))
                .reduce(PAUSED, (bucket, event) -> bucket.filled(event.createdAt()))
                .reduce(RESUMED, (bucket, event) -> bucket.filled(event.createdAt()))
                .reduce(WOKEN, (bucket, event) -> bucket)
                .reduceOthers((bucket, event) -> bucket.spent(event.createdAt()))
                .effectOfOthers(CircuitBreakerFactory::pauseInDeficit)
                .effectsSinceAttached()
                .build();
    }

    private static void pauseInDeficit(ReducedEvent<Bucket> reduced, ProcessorContext context) {
        if (reduced.after().isInDeficit()) {
            EventInput pause = EventInput.of(PAUSED, JsonPayload.of(new Pause(REASON)))
                    .withIdempotencyKey(context.key("stream-paused", reduced.event()));
            context.runInBackground(() -> context.append(pause));
        }
    }
}
