package io.rivulet.engine.lane;

import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.api.processor.ReducedEvent;
import io.rivulet.api.processor.StateFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts the events of type {@code t}, and emits the count for each of them. */
final class CountingProcessor implements ProcessorFactory, Processor<Long> {

    private final String version;

    /** The offsets whose effects have happened, in that order. */
    final List<Long> effects = new CopyOnWriteArrayList<>();

    CountingProcessor(String version) {
        this.version = version;
    }

    @Override
    public Contract contract() {
        return Contract.builder("counter", version)
                .owns(EventDefinition.of("t", "Counted."), EventDefinition.of("counted", "How many there are."))
                .consumes("t")
                .emits("counted")
                .state("{\"type\":\"object\"}", "{\"seen\":0}")
                .build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return this;
    }

    @Override
    public Long reduce(Long state, Event event) {
        return state + 1;
    }

    @Override
    public void processEvent(ReducedEvent<Long> reduced, ProcessorContext context) {
        effects.add(reduced.event().offset());
        EventInput counted = EventInput.of("counted", Payload.json("{\"seen\":" + reduced.after() + "}"))
                .withIdempotencyKey(context.key("counted", reduced.event()));
        context.blockProcessorWhile(() -> context.append(counted));
    }

    @Override
    public StateFormat<Long> stateFormat() {
        return new StateFormat<>() {

            @Override
            public Long read(byte[] json) {
                String text = new String(json, StandardCharsets.UTF_8);
                return Long.parseLong(text.replaceAll("\\D", ""));
            }

            @Override
            public byte[] write(Long state) {
                return ("{\"seen\":" + state + "}").getBytes(StandardCharsets.UTF_8);
            }
        };
    }
}
