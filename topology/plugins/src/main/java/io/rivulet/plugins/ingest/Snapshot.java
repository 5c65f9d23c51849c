package io.rivulet.plugins.ingest;

/**
 * A state, and the offset of the last event that is in it.
 *
 * @param offset {@value #NOTHING} before the first event
 */
public record Snapshot<S>(long offset, S state) {

    /** The offset of a snapshot that holds no event. */
    public static final long NOTHING = -1;
}
