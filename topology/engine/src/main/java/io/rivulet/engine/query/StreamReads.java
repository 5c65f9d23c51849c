package io.rivulet.engine.query;

import io.rivulet.api.StreamPath;

/**
 * Reads of one stream, a page each. Any thread; they block the caller for as long as a few look-ups in the local store take,
 * and throw only for arguments out of range ({@link IllegalArgumentException}).
 */
public interface StreamReads {

    /** A page of accepted events by offset (AP-41). */
    Answer<EventPage> events(StreamPath path, EventQuery query);

    /** A page of the mirror by index, and how many events of each type there are (AP-41). */
    Answer<MirrorPage> mirror(StreamPath path, MirrorQuery query);

    /** The event at an offset (AP-40). */
    Answer<EventView> eventAt(StreamPath path, long offset);

    /** The event that took an idempotency key (AP-40); white space around the key does not count. */
    Answer<EventView> eventWithKey(StreamPath path, String idempotencyKey);

    /**
     * A page of the feed, its spans joined with their events.
     *
     * @param from number of the first row, not negative
     * @param limit most rows to return, from 1 to {@link FeedPage#MAX_LIMIT}
     */
    Answer<FeedPage> feed(StreamPath path, long from, int limit);

    /**
     * A page of the immediate children of a stream, in the order in which they were first announced (CS-6).
     *
     * @param after the position after which to go on, -1 to begin
     * @param limit most children to return, from 1 to {@link ChildPage#MAX_LIMIT}
     */
    Answer<ChildPage> children(StreamPath path, long after, int limit);

    /** The core state of a stream. */
    Answer<StateView> state(StreamPath path);
}
