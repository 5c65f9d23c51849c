package io.rivulet.api.processor;

import java.util.concurrent.CompletionStage;

/**
 * A piece of work that takes time. It is started at once, on the calling thread, and returns without waiting; what blocks
 * goes to {@link ProcessorContext#executor}.
 */
@FunctionalInterface
public interface Work {

    /** Starts the work. The stage completes when it is done; failing to start is failing. */
    CompletionStage<?> start() throws Exception;
}
