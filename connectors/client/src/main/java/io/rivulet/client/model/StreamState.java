package io.rivulet.client.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's own events say of it.
 *
 * @param incarnation the life of the stream that all of this is of
 * @param eventCount how many events it has
 * @param maxOffset the offset of the last one
 * @param paused whether it refuses ordinary events (AP-9)
 * @param pauseReason why, or null
 * @param json the whole core state as JSON, with the members that are not above
 * @param owner the node that serves the stream, {@code host:port}
 */
public record StreamState(
        String incarnation,
        long eventCount,
        long maxOffset,
        boolean paused,
        @Nullable String pauseReason,
        String json,
        String owner) {

    /** Reads an answer. */
    public static StreamState read(byte[] body) {
        Fields fields = new Fields();
        new JsonText(body).members(fields::read);
        return new StreamState(
                fields.incarnation,
                fields.eventCount,
                fields.maxOffset,
                fields.paused,
                fields.pauseReason,
                fields.json,
                fields.owner);
    }

    private static final class Fields {

        private String incarnation = "";
        private long eventCount;
        private long maxOffset = -1;
        private boolean paused;
        private @Nullable String pauseReason;
        private String json = "{}";
        private String owner = "";

        private void read(String member, JsonText text) {
            switch (member) {
                case "state" -> {
                    int from = text.begin();
                    text.members(this::readState);
                    json = new String(Arrays.copyOfRange(text.bytes(), from, text.end()), StandardCharsets.UTF_8);
                }
                case "owner" -> owner = text.text();
                case "incarnation" -> incarnation = text.text();
                default -> text.skip();
            }
        }

        private void readState(String member, JsonText state) {
            switch (member) {
                case "eventCount" -> eventCount = state.number();
                case "maxOffset" -> maxOffset = state.number();
                case "paused" -> paused = state.isTrue();
                case "pauseReason" -> pauseReason = state.text();
                default -> state.skip();
            }
        }
    }
}
