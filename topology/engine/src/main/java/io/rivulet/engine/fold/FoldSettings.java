package io.rivulet.engine.fold;

import io.rivulet.wire.RecordForm;
import org.jspecify.annotations.Nullable;

/**
 * What the meaning of a log depends on besides its records. All nodes of a namespace must agree on it.
 *
 * @param partitions of the topic; a record in another partition than its key's is quarantined
 * @param form how a record says what stream it is of, and what type it has
 * @param maxEventBytes the largest payload; a larger one is quarantined
 */
public record FoldSettings(int partitions, RecordForm form, int maxEventBytes) {

    /** The most events of a batch. */
    public static final int MAX_BATCH_EVENTS = 10_000;

    /** The most bytes of payload of a batch, since it is held back until it is whole. */
    public static final long MAX_BATCH_BYTES = 64L << 20;

    public FoldSettings {
        if (partitions < 1 || maxEventBytes < 1) {
            throw new IllegalArgumentException("partitions and maxEventBytes are positive");
        }
    }

    /** Of a topic whose keys are paths. */
    public FoldSettings(int partitions, String defaultType, int maxEventBytes) {
        this(partitions, RecordForm.of(defaultType), maxEventBytes);
    }

    /** All that the rows depend on, so that a store knows whether it was folded under the same settings. */
    void encode(Bytes out) {
        out.putVarint(partitions).putVarint(maxEventBytes).put(form.isKeyPlain() ? 1 : 0);
        out.putSized(form.defaultType());
        encode(out, form.typeHeader());
        encode(out, form.typeField());
    }

    private static void encode(Bytes out, @Nullable String text) {
        out.put(text == null ? 0 : 1).putSized(text == null ? "" : text);
    }

    /** The type of records that name none. */
    public String defaultType() {
        return form.defaultType();
    }

    /** The partition of a stream, by its path. */
    public int partitionOf(byte[] path) {
        return form.partition(path, partitions);
    }
}
