package io.rivulet.api;

import org.jspecify.annotations.Nullable;

/**
 * What a caller offers to a stream; the stream adds offset, index and creation time (EV-1).
 *
 * @param type the event's type; not empty
 * @param payload anything, or null for none
 * @param metadata a JSON object as text, carried unchanged and never interpreted (EV-11), or null
 * @param source the processor that emitted the event (EV-2), or null
 * @param idempotencyKey unique in its stream for ever; stripped, never blank (EV-4); or null
 * @param expectedOffset the offset of the stream's last accepted event as the caller knows it, {@value #NO_STREAM} for
 *     "the stream must not exist", or null for no precondition
 */
public record EventInput(
        String type,
        @Nullable Payload payload,
        @Nullable String metadata,
        @Nullable Source source,
        @Nullable String idempotencyKey,
        @Nullable Long expectedOffset) {

    /** The expected offset of a stream that must not exist yet. */
    public static final long NO_STREAM = -1;

    /** The longest type, idempotency key, slug or version, in characters. */
    public static final int MAX_NAME_LENGTH = 1024;

    public EventInput {
        requireName("type", type);
        if (idempotencyKey != null) {
            idempotencyKey = idempotencyKey.strip();
            requireName("idempotencyKey", idempotencyKey);
        }
        requireUnicode("metadata", metadata);
        if (expectedOffset != null && expectedOffset < NO_STREAM) {
            throw new IllegalArgumentException("expectedOffset is an offset, or " + NO_STREAM
                    + " for a stream that must not exist; it was " + expectedOffset);
        }
    }

    /** An event with a type and a payload and nothing else. */
    public static EventInput of(String type, @Nullable Payload payload) {
        return new EventInput(type, payload, null, null, null, null);
    }

    public EventInput withIdempotencyKey(String key) {
        return new EventInput(type, payload, metadata, source, key, expectedOffset);
    }

    public EventInput withExpectedOffset(@Nullable Long offset) {
        return new EventInput(type, payload, metadata, source, idempotencyKey, offset);
    }

    /**
     * The processor that emitted an event.
     *
     * @param slug the processor's name, or null
     * @param version the processor's version, or null
     */
    public record Source(@Nullable String slug, @Nullable String version) {

        public Source {
            requireUnicode("slug", slug);
            requireUnicode("version", version);
        }
    }

    private static void requireName(String field, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(field + " must not be empty");
        }
        if (text.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    field + " has at most " + MAX_NAME_LENGTH + " characters, this one has " + text.length());
        }
        requireUnicode(field, text);
    }

    /** In UTF-8 all lone surrogates become one and the same question mark: two keys would be taken for one. */
    private static void requireUnicode(String field, @Nullable String text) {
        for (int i = 0; text != null && i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    throw new IllegalArgumentException(field + " must be valid Unicode, this one has a lone surrogate");
                }
                i++;
            }
        }
    }
}
