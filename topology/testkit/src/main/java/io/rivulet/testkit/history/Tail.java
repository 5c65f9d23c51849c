package io.rivulet.testkit.history;

import java.util.List;

/**
 * One connection of a tail, and what it brought. A tail that is cut goes on with another connection, after the last event that
 * it brought.
 *
 * @param session the same for all connections of a tail
 * @param after the offset that it resumed after; of the first connection, where it began, -1 for the beginning
 * @param origin the node that answered
 * @param settled whether it was there until nothing more came: it must have brought the stream to its end
 */
public record Tail(Call call, String session, long after, Origin origin, boolean settled, List<SeenEvent> events)
        implements Operation {

    public Tail {
        events = List.copyOf(events);
    }
}
