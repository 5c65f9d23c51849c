package io.rivulet.benchmarks.stock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.api.CoreEvents;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The gate's pause rule and the reduction of core events (CS-1, CS-2, CS-3, CS-11). Only core events are parsed. */
final class CoreState {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_REASON = "unknown reason";

    /** What passes while a stream is paused (AP-9). */
    private static final Set<String> PASS_WHILE_PAUSED = Set.of(
            CoreEvents.RESUMED,
            CoreEvents.ERROR_OCCURRED,
            CoreEvents.WOKEN,
            CoreEvents.SUBSCRIBER_CONNECTED,
            CoreEvents.SUBSCRIBER_DISCONNECTED);

    private CoreState() {}

    static boolean admits(@Nullable StreamRow stream, String type) {
        return stream == null || !stream.isPaused() || PASS_WHILE_PAUSED.contains(type);
    }

    /** The stream after an event; null when the event is refused. */
    static @Nullable StreamRow reduce(
            @Nullable StreamRow stream, Envelope envelope, long offset, long time, byte @Nullable [] payload) {
        String type = envelope.type();
        StreamRow next = stream == null ? StreamRow.begin(envelope, offset, time) : stream.with(type, offset);
        return type.startsWith(CoreEvents.PREFIX) ? reduceCore(stream == null, next, type, payload) : next;
    }

    private static @Nullable StreamRow reduceCore(
            boolean isFirst, StreamRow next, String type, byte @Nullable [] payload) {
        JsonNode content = parse(payload);
        if (content == null) {
            return null;
        }
        return switch (type) {
            case CoreEvents.CREATED -> isFirst && has(content, "namespace") && has(content, "path") ? next : null;
            case CoreEvents.WOKEN ->
                has(content, "incarnationId")
                        ? next.withIncarnation(content.path("incarnationId").textValue())
                        : null;
            case CoreEvents.PAUSED ->
                next.withPauseReason(content.path("reason").asText(NO_REASON));
            case CoreEvents.RESUMED -> next.withPauseReason(null);
            default -> next;
        };
    }

    private static boolean has(JsonNode content, String field) {
        String text = content.path(field).textValue();
        return text != null && !text.isBlank();
    }

    private static @Nullable JsonNode parse(byte @Nullable [] payload) {
        if (payload == null) {
            return null;
        }
        try {
            JsonNode content = JSON.readTree(payload);
            return content.isObject() ? content : null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
