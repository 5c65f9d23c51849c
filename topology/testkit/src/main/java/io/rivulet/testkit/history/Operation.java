package io.rivulet.testkit.history;

/** One call of one client on one stream, with its answer. */
public sealed interface Operation permits Append, Read, Tail {

    Call call();

    /** The stream that it was called on. */
    default String stream() {
        return call().stream();
    }

    /** Whether this was over before the other was begun. */
    default boolean isBefore(Operation other) {
        return call().returnNanos() < other.call().callNanos();
    }
}
