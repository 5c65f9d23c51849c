package io.rivulet.client.subscription;

import org.jspecify.annotations.Nullable;

/**
 * How far a copy of a stream has come. Stored together with the copy, both or neither.
 *
 * @param incarnation the life of the stream that the copy is of; empty when that is not known
 * @param offset of the last event in the copy, -1 to begin with the first one; null to begin with what comes
 * @param index of the last event in the copy; -1 when it has none
 */
public record Checkpoint(String incarnation, @Nullable Long offset, long index) {

    /** Of a copy that is to have every event. */
    public static final Checkpoint BEGINNING = new Checkpoint("", -1L, -1);

    /** Of a copy that is to have what comes from now on. */
    public static final Checkpoint NOW = new Checkpoint("", null, -1);

    /** Of a copy that is to have what comes after an offset, in whatever life of the stream. */
    public static Checkpoint after(long offset) {
        return new Checkpoint("", offset, -1);
    }

    /** Whether there is anything in the copy that could be of another life (BR-32). */
    boolean isEmpty() {
        return index < 0;
    }

    /** The offset, or -1 where there is none: what is in the copy is not above it. */
    long floor() {
        Long known = offset;
        return known == null ? -1 : known;
    }
}
