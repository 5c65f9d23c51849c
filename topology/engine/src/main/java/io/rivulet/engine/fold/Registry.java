package io.rivulet.engine.fold;

/**
 * What a stream keeps by key (section 4.1 of the specification): an entry each, in a row of its own, so that the stream's row
 * does not grow with them. Unlike rows of events, entries change; they are written at checkpoints only.
 */
public enum Registry {
    /** Subscription key -> {@link SubscriptionEntry} (CS-7, CS-12). */
    SUBSCRIPTIONS(1),
    /** Offset of the newest {@code woken}, subscription key -> {@link ConnectionEntry}: older ones died with their owner (CS-3). */
    CONNECTIONS(2),
    /** Slug -> {@link AnnouncementEntry} (CS-8). */
    ANNOUNCEMENTS(3),
    /** Path of an immediate child -> its position (CS-6). */
    CHILDREN(4),
    /** Position -> {@link ChildEntry}. */
    CHILD_ORDER(5),
    /** Path of a stream with subscriptions -> how many. One registry for the whole partition. */
    SUBSCRIBED(6),
    /** Type -> {@link Postings}, for the types that have no room in the stream's row. */
    TYPES(7);

    private final int code;

    Registry(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
