package io.rivulet.api.processor;

/**
 * What a plugin offers: a contract, and the processor behind it. Found by {@link java.util.ServiceLoader}, so it has a public
 * constructor without parameters, and {@code META-INF/services/io.rivulet.api.processor.ProcessorFactory} names it.
 *
 * <p>The host makes one instance for each node, and calls it from any thread.
 */
public interface ProcessorFactory {

    /** What the processor consumes, owns, emits and keeps. The same at each call. */
    Contract contract();

    /**
     * Makes the processor for one configuration. The host calls this once for each different configuration, and with the result
     * serves every stream that has it.
     *
     * @param configuration a JSON object as text, {@code {}} when none was given
     * @throws InvalidConfigurationException with all mistakes at once. The streams so configured are then without this
     *     processor, and say so, until they are configured anew
     */
    Processor<?> create(String configuration);
}
