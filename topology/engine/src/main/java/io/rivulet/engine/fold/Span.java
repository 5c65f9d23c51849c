package io.rivulet.engine.fold;

/**
 * A row of the feed: consecutive events of one type, named by their positions and joined from the mirror when asked for.
 *
 * @param component what draws the row: {@link #GROUP}, or a component of its own for a singleton (FD-10)
 * @param type of all its events
 * @param count how many events, from 1 to {@value #MAX_EVENTS}
 */
public record Span(String component, String type, long firstIndex, long firstOffset, long lastOffset, int count) {

    /** The component of rows that hold several events. */
    public static final String GROUP = "group";

    /** The most events of a row (FD-12). */
    public static final int MAX_EVENTS = 200;

    public long lastIndex() {
        return firstIndex + count - 1;
    }

    /** Reads a closed row as it is stored. */
    public static Span decode(byte[] row) {
        Reader in = new Reader(row);
        return new Span(
                in.readText(), in.readText(), in.readVarint(), in.readVarint(), in.readVarint(), (int) in.readVarint());
    }
}
