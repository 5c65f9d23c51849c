package io.rivulet.http.live;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.tail.Subscription;
import java.util.List;

/** What a client says on a WebSocket. Each message has an id of the client's choice, which all answers to it carry. */
sealed interface LiveMessage {

    String id();

    /** Opens a subscription. Its id is the message's. */
    record Subscribe(String id, StreamPath path, Subscription wanted) implements LiveMessage {}

    /** Closes a subscription (SUB-27). */
    record Unsubscribe(String id) implements LiveMessage {}

    /**
     * Appends one batch.
     *
     * @param json the events as they were given, an array
     */
    record Append(String id, StreamPath path, List<EventInput> events, byte[] json) implements LiveMessage {}

    /** Asks for an answer, to see that the other side is there. */
    record Ping(String id) implements LiveMessage {}
}
