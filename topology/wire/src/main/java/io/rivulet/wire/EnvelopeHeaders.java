package io.rivulet.wire;

/** The names of the headers that make a record's envelope: CloudEvents 1.0, Kafka binding, binary content mode. */
public final class EnvelopeHeaders {

    public static final String CONTENT_TYPE = "content-type";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";

    /** Unique in its stream for ever (AP-5). */
    public static final String IDEMPOTENCY_KEY = "ce_idempotencykey";

    /** Decimal; the offset of the stream's last accepted event, -1 for none. */
    public static final String EXPECTED_OFFSET = "ce_expectedoffset";

    /** The same on all records of a batch, and on no others. */
    public static final String BATCH_ID = "ce_batchid";

    /** Decimal; how many records the batch has. */
    public static final String BATCH_SIZE = "ce_batchsize";

    /** Decimal; the position of the record in its batch, from 0. */
    public static final String BATCH_INDEX = "ce_batchindex";

    /** A JSON object. */
    public static final String METADATA = "ce_metadata";

    /** A JSON object with the texts {@code slug} and {@code version} of the processor that emitted the event. */
    public static final String PROCESSOR = "ce_processor";

    /** The one version of CloudEvents that is understood. */
    public static final String CLOUD_EVENTS_1_0 = "1.0";

    private EnvelopeHeaders() {}
}
