package io.rivulet.engine.processor;

import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.plugins.contract.CheckedContract;
import io.rivulet.plugins.ingest.LoadedProcessor;
import io.rivulet.plugins.loading.Plugin;
import io.rivulet.plugins.loading.Plugins;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The processors that this node has, by their slugs. Makes each once for each configuration. Any thread. */
public final class Catalogue implements AutoCloseable {

    private final Map<String, ProcessorFactory> factories = new LinkedHashMap<>();
    private final Map<String, CheckedContract> contracts = new LinkedHashMap<>();
    private final Map<Configured, LoadedProcessor<?>> loaded = new ConcurrentHashMap<>();

    private record Configured(String slug, String configuration) {}

    /**
     * Checks the contracts.
     *
     * @throws IllegalArgumentException for two of one slug (PR-40), or for a contract with mistakes
     */
    public Catalogue(Collection<? extends ProcessorFactory> given) {
        for (ProcessorFactory factory : given) {
            CheckedContract contract = CheckedContract.of(factory.contract());
            String slug = contract.contract().slug();
            if (factories.put(slug, factory) != null) {
                throw new IllegalArgumentException("two processors have the slug '" + slug + "'");
            }
            contracts.put(slug, contract);
        }
    }

    /** Those that were loaded, built in or from {@code plugin.path}. */
    public static Catalogue of(Plugins plugins) {
        return new Catalogue(plugins.all().stream().map(Plugin::factory).toList());
    }

    /** The contracts by their slugs. */
    public Map<String, CheckedContract> contracts() {
        return Map.copyOf(contracts);
    }

    /**
     * The processor under a configuration.
     *
     * @param configuration a JSON object as text
     * @throws IllegalArgumentException if there is none of that slug (PR-40), or it cannot work with the configuration
     */
    public LoadedProcessor<?> load(String slug, String configuration) {
        return loaded.computeIfAbsent(new Configured(slug, configuration), this::make);
    }

    private LoadedProcessor<?> make(Configured wanted) {
        ProcessorFactory factory = factories.get(wanted.slug());
        CheckedContract contract = contracts.get(wanted.slug());
        if (factory == null || contract == null) {
            throw new IllegalArgumentException("This node has no processor '" + wanted.slug() + "'; it has "
                    + (factories.isEmpty() ? "none" : String.join(", ", factories.keySet())));
        }
        return new LoadedProcessor<>(contract, factory.create(wanted.configuration()));
    }

    @Override
    public void close() {
        loaded.values().forEach(each -> each.processor().close());
    }
}
