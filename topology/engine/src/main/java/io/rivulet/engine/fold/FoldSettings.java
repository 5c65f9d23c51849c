package io.rivulet.engine.fold;

/**
 * What the meaning of a log depends on besides its records. All nodes of a namespace must agree on it.
 *
 * @param partitions of the topic; a record in another partition than its key's is quarantined
 * @param defaultType the type of records that name none
 * @param maxEventBytes the largest payload; a larger one is quarantined
 */
public record FoldSettings(int partitions, String defaultType, int maxEventBytes) {

    /** The most events of a batch. */
    public static final int MAX_BATCH_EVENTS = 10_000;

    /** The most bytes of payload of a batch, since it is held back until it is whole. */
    public static final long MAX_BATCH_BYTES = 64L << 20;

    public FoldSettings {
        if (partitions < 1 || maxEventBytes < 1 || defaultType.isEmpty()) {
            throw new IllegalArgumentException("partitions and maxEventBytes are positive, defaultType is not empty");
        }
    }
}
