package io.rivulet.plugins.ingest;

import java.util.concurrent.CompletionException;

/** Failures of stages. */
final class Failures {

    private Failures() {}

    /** What a stage failed with, without the wrapping that a stage that follows it puts around. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
