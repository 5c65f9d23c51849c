package io.rivulet.engine.store;

/** The column families of a partition's database, each a kind of row. */
enum Family {
    /** How far the partition is folded: {@code progress} -> {@link io.rivulet.engine.fold.Progress}. */
    META("default"),
    /** Path -> {@link io.rivulet.engine.fold.StreamRow}. */
    STREAMS("streams"),
    /** Stream id, index -> {@link io.rivulet.engine.fold.MirrorRow}. */
    MIRROR("mirror"),
    /** Stream id, row -> {@link io.rivulet.engine.fold.Span}, for rows that are closed. */
    FEED("feed"),
    /** Stream id, hash of the idempotency key -> {@link io.rivulet.engine.fold.KeyRow}. */
    KEYS("keys"),
    /** Offset -> a record that is no event. */
    QUARANTINE("quarantine");

    private final String label;

    Family(String label) {
        this.label = label;
    }

    boolean beginsWithStreamId() {
        return this == MIRROR || this == FEED || this == KEYS;
    }

    String label() {
        return label;
    }
}
