package io.rivulet.wire;

/** Why a record is no event: it is quarantined, counted, kept visible and skipped, and never fatal. */
public enum Flaw {
    NO_KEY("no-key", "The record has no key: a stream is the key of its records"),
    BAD_KEY("bad-key", "The record's key is not a path: a leading slash, no trailing one, UTF-8, at most 1,024 bytes"),
    WRONG_PARTITION("wrong-partition", "The record lies in another partition than the one of its key"),
    TOO_LARGE("too-large", "The record's value is larger than max.event.bytes"),
    BAD_SPEC_VERSION("bad-specversion", "ce_specversion is not 1.0"),
    BAD_TYPE("bad-type", "ce_type is empty, too long or not UTF-8"),
    BAD_IDEMPOTENCY_KEY("bad-idempotencykey", "ce_idempotencykey is blank, too long or not UTF-8"),
    BAD_EXPECTED_OFFSET("bad-expectedoffset", "ce_expectedoffset is not an offset in decimal digits, nor -1"),
    BAD_BATCH("bad-batch", "ce_batchid, ce_batchsize and ce_batchindex are not all there, or out of range"),
    BAD_METADATA("bad-metadata", "ce_metadata is not a JSON object"),
    BAD_PROCESSOR("bad-processor", "ce_processor is not a JSON object of the texts slug and version");

    private final String label;
    private final String detail;

    Flaw(String label, String detail) {
        this.label = label;
        this.detail = detail;
    }

    /** The stable name of this flaw, as it stands in rows, answers and metrics. */
    public String label() {
        return label;
    }

    /** One sentence for the producer's author. */
    public String detail() {
        return detail;
    }
}
