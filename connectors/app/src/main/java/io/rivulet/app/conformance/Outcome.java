package io.rivulet.app.conformance;

import org.jspecify.annotations.Nullable;

/**
 * What came of a case.
 *
 * @param failure the step that was not answered as it must be, counted from 1, and how; null if all were
 */
record Outcome(ConformanceCase of, @Nullable String failure) {

    boolean isPassed() {
        return failure == null;
    }
}
