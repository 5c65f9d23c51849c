package io.rivulet.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * An event as a client was shown it.
 *
 * @param token what the append put into the payload, and no other append; null for an event that no client asked for, which
 *     is {@code created} at the beginning of a stream
 */
public record SeenEvent(long offset, long index, @Nullable String token) {

    @Override
    public String toString() {
        return (token == null ? "an event of the stream's own" : token) + " (offset " + offset + ", index " + index
                + ")";
    }
}
