package io.rivulet.engine.fold;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the stream's own events say of it, apart from its bookkeeping (section 4.1 of the specification). Immutable: most
 * events leave it as it is.
 *
 * @param createdAt of the first event, milliseconds since the epoch
 * @param incarnationId of the newest {@code woken}, or null (CS-3)
 * @param metadata a JSON object (CS-5)
 * @param config a JSON object (CS-4)
 * @param paused whether ordinary appends are refused (CS-11)
 * @param pauseReason why, or null
 */
public record CoreState(
        long createdAt,
        @Nullable String incarnationId,
        String metadata,
        String config,
        boolean paused,
        @Nullable String pauseReason) {

    static final CoreState INITIAL = new CoreState(0, null, "{}", "{}", false, null);

    CoreState createdAt(long time) {
        return new CoreState(time, incarnationId, metadata, config, paused, pauseReason);
    }

    CoreState woken(String incarnation) {
        return new CoreState(createdAt, incarnation, metadata, config, paused, pauseReason);
    }

    CoreState withMetadata(String json) {
        return new CoreState(createdAt, incarnationId, json, config, paused, pauseReason);
    }

    CoreState withConfig(String json) {
        return new CoreState(createdAt, incarnationId, metadata, json, paused, pauseReason);
    }

    CoreState paused(@Nullable String reason) {
        return new CoreState(createdAt, incarnationId, metadata, config, true, reason);
    }

    CoreState resumed() {
        return new CoreState(createdAt, incarnationId, metadata, config, false, null);
    }

    void encode(Bytes out) {
        out.putVarint(createdAt);
        out.put((incarnationId == null ? 0 : 1) | (paused ? 2 : 0) | (pauseReason == null ? 0 : 4));
        out.putSized(metadata).putSized(config);
        if (incarnationId != null) {
            out.putSized(incarnationId);
        }
        if (pauseReason != null) {
            out.putSized(pauseReason);
        }
    }

    static CoreState decode(Reader in) {
        long createdAt = in.readVarint();
        int flags = in.read();
        String metadata = in.readText();
        String config = in.readText();
        return new CoreState(
                createdAt,
                (flags & 1) == 0 ? null : in.readText(),
                metadata,
                config,
                (flags & 2) != 0,
                (flags & 4) == 0 ? null : in.readText());
    }

    /** Appends this state's members to a JSON object, each with a comma before it. */
    void writeJson(Bytes out) {
        out.put(ascii(",\"createdAt\":"));
        Iso.putQuoted(out, createdAt);
        if (incarnationId != null) {
            out.put(ascii(",\"incarnationId\":")).put(Json.quote(incarnationId));
        }
        out.put(ascii(",\"metadata\":")).put(metadata.getBytes(StandardCharsets.UTF_8));
        out.put(ascii(",\"config\":")).put(config.getBytes(StandardCharsets.UTF_8));
        out.put(ascii(",\"paused\":" + paused));
        if (pauseReason != null) {
            out.put(ascii(",\"pauseReason\":")).put(Json.quote(pauseReason));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
