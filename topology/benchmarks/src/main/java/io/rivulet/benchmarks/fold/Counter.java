package io.rivulet.benchmarks.fold;

import io.rivulet.api.Event;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.api.processor.StateFormat;
import java.nio.charset.StandardCharsets;

/**
 * The least that a processor can do: it counts events.
 *
 * @param slug its name
 * @param consumes one type, or all
 */
public record Counter(String slug, String consumes) implements ProcessorFactory {

    @Override
    public Contract contract() {
        Contract.Builder contract = Contract.builder(slug, "1")
                .description("Counts.")
                .state("{\"type\":\"object\",\"properties\":{\"events\":{\"type\":\"integer\",\"default\":0}}}")
                .consumes(consumes);
        return consumes.equals(Contract.ANY)
                ? contract.build()
                : contract.owns(EventDefinition.of(consumes, "")).build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return new Counting();
    }

    private static final class Counting implements Processor<Long>, StateFormat<Long> {

        @Override
        public StateFormat<Long> stateFormat() {
            return this;
        }

        @Override
        public Long reduce(Long state, Event event) {
            return state + 1;
        }

        @Override
        public Long read(byte[] json) {
            return Long.valueOf(new String(json, StandardCharsets.UTF_8).replaceAll("\\D", ""));
        }

        @Override
        public byte[] write(Long state) {
            return ("{\"events\":" + state + "}").getBytes(StandardCharsets.UTF_8);
        }
    }
}
