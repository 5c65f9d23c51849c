package io.rivulet.processors.echo;

import io.rivulet.api.EventInput;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.api.processor.ReducedEvent;
import io.rivulet.typed.JsonPayload;
import io.rivulet.typed.TypedProcessor;

/**
 * Counts the inputs of a stream, and for each appends an output with the running count (PR-60). The append is work in the
 * background: nobody waits for it, and one that fails is not repeated.
 */
public final class EchoFactory implements ProcessorFactory {

    static final String INPUT = "io.rivulet.echo-example.input-received";
    static final String OUTPUT = "io.rivulet.echo-example.output-echoed";

    private static final String SEEN =
            "{\"type\":\"object\",\"properties\":{\"seen\":{\"type\":\"integer\",\"minimum\":0,\"default\":0}}}";

    /**
     * State of a stream, and payload of an output.
     *
     * @param seen how many inputs there were so far
     */
    record Seen(long seen) {}

    @Override
    public Contract contract() {
        return Contract.builder("echo-example", "1")
                .description("Counts inputs and answers each with the count.")
                .owns(
                        EventDefinition.of(INPUT, "Something to be echoed."),
                        EventDefinition.of(OUTPUT, "The echo of an input.", SEEN, "{\"seen\":1}"))
                .consumes(INPUT)
                .emits(OUTPUT)
                .state(SEEN)
                .build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return TypedProcessor.withState(Seen.class)
                .reduce(INPUT, (state, event) -> new Seen(state.seen() + 1))
                .effect(INPUT, EchoFactory::echo)
                .build();
    }

    private static void echo(ReducedEvent<Seen> reduced, ProcessorContext context) {
        EventInput output = EventInput.of(OUTPUT, JsonPayload.of(reduced.after()))
                .withIdempotencyKey(context.key("output", reduced.event()));
        context.runInBackground(() -> context.append(output));
    }
}
