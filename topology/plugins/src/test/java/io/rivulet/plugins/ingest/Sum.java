package io.rivulet.plugins.ingest;

import io.rivulet.api.Event;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.StateFormat;
import io.rivulet.plugins.contract.CheckedContract;
import java.nio.charset.StandardCharsets;

/** Adds up the payloads of {@code added}; its state is a number. */
class Sum implements Processor<Integer> {

    static final String ADDED = "added";
    static final String TOLD = "told";

    private static final String STATE =
            "{\"type\":\"object\",\"properties\":{\"sum\":{\"type\":\"integer\",\"default\":0}}}";

    static final Contract CONTRACT = Contract.builder("sum", "1")
            .owns(
                    EventDefinition.of(ADDED, "", "{\"type\":\"integer\"}", "5"),
                    EventDefinition.of(TOLD, "What the sum was."))
            .consumes(ADDED)
            .emits(TOLD)
            .state(STATE)
            .build();

    LoadedProcessor<Integer> loaded() {
        return new LoadedProcessor<>(CheckedContract.of(CONTRACT), this);
    }

    @Override
    public Integer reduce(Integer sum, Event event) {
        return sum + Integer.parseInt(new String(event.payload().bytes(), StandardCharsets.UTF_8));
    }

    @Override
    public StateFormat<Integer> stateFormat() {
        return new StateFormat<>() {
            @Override
            public Integer read(byte[] json) {
                String text = new String(json, StandardCharsets.UTF_8);
                return Integer.valueOf(text.substring(text.indexOf(':') + 1, text.length() - 1));
            }

            @Override
            public byte[] write(Integer sum) {
                return ("{\"sum\":" + sum + "}").getBytes(StandardCharsets.UTF_8);
            }
        };
    }
}
