package io.rivulet.client.model;

import java.util.List;

/**
 * Consecutive events of one type, or one event that matters by itself (FD-30).
 *
 * @param row its number in the feed, from 0
 * @param component what shows it
 */
public record FeedRow(long row, String component, String type, List<StreamEvent> events) {

    public FeedRow {
        events = List.copyOf(events);
    }

    static FeedRow read(JsonText json) {
        Fields fields = new Fields();
        json.members(fields::read);
        return new FeedRow(fields.row, fields.component, fields.type, fields.events);
    }

    private static final class Fields {

        private long row;
        private String component = "";
        private String type = "";
        private List<StreamEvent> events = List.of();

        private void read(String member, JsonText json) {
            switch (member) {
                case "row" -> row = json.number();
                case "component" -> component = json.text();
                case "type" -> type = json.text();
                case "events" -> events = EventFields.all(json);
                default -> json.skip();
            }
        }
    }
}
