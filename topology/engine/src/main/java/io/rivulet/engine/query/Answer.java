package io.rivulet.engine.query;

/** The answer to a read; a closed value, so that nobody forgets a case. */
public sealed interface Answer<T> {

    /**
     * The value.
     *
     * @param reflects the offset up to which the log was folded when it was read; for reads of several partitions -1
     */
    record Found<T>(T value, long reflects) implements Answer<T> {}

    /**
     * There is no such stream.
     *
     * @param reflects as for a value
     */
    record Absent<T>(long reflects) implements Answer<T> {}

    /** Another node, or none at the moment, owns the partition. Ask again shortly. */
    record Moved<T>(String detail) implements Answer<T> {}

    /** The partition is being folded from the log. Ask again shortly. */
    record Restoring<T>(String detail) implements Answer<T> {}

    /** The partition was not folded as far as the read asks for in time. Ask again, or for less. */
    record Late<T>(String detail) implements Answer<T> {}
}
