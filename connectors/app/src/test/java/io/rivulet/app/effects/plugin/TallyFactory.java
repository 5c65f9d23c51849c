package io.rivulet.app.effects.plugin;

import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorFactory;

/** Counts, and does nothing else. */
public final class TallyFactory implements ProcessorFactory {

    public static final String SLUG = "tally";

    @Override
    public Contract contract() {
        return Counting.contract(SLUG).description("Counts.").build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return new Counting();
    }
}
