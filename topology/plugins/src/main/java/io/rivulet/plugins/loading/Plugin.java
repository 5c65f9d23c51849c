package io.rivulet.plugins.loading;

import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.InvalidConfigurationException;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.plugins.contract.CheckedContract;
import io.rivulet.plugins.ingest.LoadedProcessor;

/**
 * A processor that can be attached: its factory, and its contract, which holds.
 *
 * @param location the directory or jar that it came from, or {@value #BUILT_IN}
 */
public record Plugin(String location, CheckedContract checked, ProcessorFactory factory) {

    /** The location of what comes with the node. */
    public static final String BUILT_IN = "built-in";

    public Contract contract() {
        return checked.contract();
    }

    public String slug() {
        return contract().slug();
    }

    /**
     * Makes the processor for a configuration.
     *
     * @param configuration a JSON object as text
     * @throws InvalidConfigurationException if the processor cannot work with it
     */
    public LoadedProcessor<?> create(String configuration) {
        return loaded(factory.create(configuration));
    }

    private <S> LoadedProcessor<S> loaded(Processor<S> processor) {
        return new LoadedProcessor<>(checked, processor);
    }
}
