package io.rivulet.client.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a feed, in order.
 *
 * @param count how many rows the feed has
 * @param from the number of the first row of this page
 */
public record FeedPage(String incarnation, long count, long from, List<FeedRow> rows) {

    public FeedPage {
        rows = List.copyOf(rows);
    }

    /** Reads an answer. */
    public static FeedPage read(byte[] body) {
        String[] incarnation = {""};
        long[] counts = {0, 0};
        List<FeedRow> rows = new ArrayList<>();
        new JsonText(body).members((member, json) -> {
            switch (member) {
                case "incarnation" -> incarnation[0] = json.text();
                case "count" -> counts[0] = json.number();
                case "from" -> counts[1] = json.number();
                case "rows" -> json.elements(() -> rows.add(FeedRow.read(json)));
                default -> json.skip();
            }
        });
        return new FeedPage(incarnation[0], counts[0], counts[1], rows);
    }
}
