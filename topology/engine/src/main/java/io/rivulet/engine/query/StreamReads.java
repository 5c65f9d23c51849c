package io.rivulet.engine.query;

import io.rivulet.api.StreamPath;
import org.jspecify.annotations.Nullable;

/**
 * Reads of one stream, a page each. Any thread; they block the caller for as long as a few look-ups in the local store take,
 * and throw only for arguments out of range ({@link IllegalArgumentException}).
 */
public interface StreamReads {

    /** A page of accepted events by offset (AP-41). */
    Answer<EventPage> events(StreamPath path, EventQuery query);

    /**
     * A page of the mirror by index.
     *
     * @param from index of the first row, not negative
     * @param limit most rows to return, from 1 to {@link EventQuery#MAX_LIMIT}
     * @param type only events of this type, or null for all
     */
    Answer<MirrorPage> mirror(StreamPath path, long from, int limit, @Nullable String type);

    /**
     * A page of the feed, its spans joined with their events.
     *
     * @param from number of the first row, not negative
     * @param limit most rows to return, from 1 to {@link FeedPage#MAX_LIMIT}
     */
    Answer<FeedPage> feed(StreamPath path, long from, int limit);

    /** The core state of a stream. */
    Answer<StateView> state(StreamPath path);
}
