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
    /** Stream id, number of the type, first index -> a closed chunk of {@link io.rivulet.engine.fold.Postings}. */
    TYPES("types"),
    /** Stream id, registry, key -> an entry of a {@link io.rivulet.engine.fold.Registry}. */
    REGISTRY("registry"),
    /** What keys of rows begin with that are to be deleted. */
    ENDED("ended"),
    /** Offset at which it was judged -> the path of a stream that was created. */
    BIRTHS("births"),
    /** Offset -> a record that is no event. */
    QUARANTINE("quarantine"),
    /** Path, a zero byte, slug -> {@link Snapshot}. Derived by processors, not by the fold, so no part of the digest. */
    PROCESSORS("processors");

    private final String label;

    Family(String label) {
        this.label = label;
    }

    boolean beginsWithStreamId() {
        return this == MIRROR || this == FEED || this == KEYS || this == TYPES || this == REGISTRY;
    }

    String label() {
        return label;
    }
}
