package io.rivulet.client.model;

import java.util.List;

/**
 * The data of a frame of a tail. Of a batch and of a control frame alike: what it does not have, has its default.
 *
 * @param action of a control frame: {@code reset}, {@code reconnect} or {@code close}; else empty
 * @param reason why the node wants the client to come back, or not to
 * @param maxOffset of the stream's last event, -1 while it does not exist
 */
public record TailData(String incarnation, List<StreamEvent> events, long maxOffset, String action, String reason) {

    public TailData {
        events = List.copyOf(events);
    }

    /** Reads the data of a frame. */
    public static TailData read(byte[] data) {
        Fields fields = new Fields();
        new JsonText(data).members(fields::read);
        return new TailData(fields.incarnation, fields.events, fields.maxOffset, fields.action, fields.reason);
    }

    private static final class Fields {

        private String incarnation = "";
        private List<StreamEvent> events = List.of();
        private long maxOffset = -1;
        private String action = "";
        private String reason = "";

        private void read(String member, JsonText json) {
            switch (member) {
                case "incarnation" -> incarnation = json.isNull() ? "" : json.text();
                case "events" -> events = EventFields.all(json);
                case "maxOffset" -> maxOffset = json.number();
                case "action" -> action = json.text();
                case "reason" -> reason = json.text();
                default -> json.skip();
            }
        }
    }
}
