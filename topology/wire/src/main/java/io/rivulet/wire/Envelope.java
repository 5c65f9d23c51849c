package io.rivulet.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of one record, read from its headers. Made once and read into for record after record, so that reading
 * allocates nothing of its own; the payload is never looked at. Not thread-safe.
 *
 * <p>Headers that are not ours are ignored. Where a header stands twice, the last one counts, as everywhere in Kafka, but all
 * must be sound. A header with a null value counts as absent.
 */
public final class Envelope {

    /** {@link #expectedOffset} of a record without a precondition. */
    public static final long NO_EXPECTATION = Long.MIN_VALUE;

    private static final int MAX_NAME_BYTES = 4096;
    private static final int MAX_BATCH_ID_BYTES = 256;

    private final EventType.Names types;
    private final @Nullable String typeHeader;
    private final @Nullable JsonMember typeField;

    private EventType type;
    private boolean isTypeNamed;
    private boolean isTypeOurs;
    private byte @Nullable [] id;
    private byte @Nullable [] idempotencyKey;
    private byte @Nullable [] contentType;
    private byte @Nullable [] metadata;
    private byte @Nullable [] processor;
    private long expectedOffset;
    private byte @Nullable [] batchId;
    private byte @Nullable [] batchSizeText;
    private byte @Nullable [] batchIndexText;
    private int batchSize;
    private int batchIndex;

    /**
     * Makes a reader.
     *
     * @param defaultType the type of records that name none
     */
    public Envelope(String defaultType) {
        this(RecordForm.of(defaultType));
    }

    /** Makes a reader of records of that form. */
    public Envelope(RecordForm form) {
        types = new EventType.Names(form.defaultType());
        typeHeader = form.typeHeader();
        typeField = form.typeField() == null ? null : new JsonMember(form.typeField());
        type = types.fallback();
    }

    /**
     * Reads the headers of a record and, if its form says that the type stands in the payload and no header names one, that.
     * Returns what is wrong with the headers, or null; then the accessors hold.
     */
    public @Nullable Flaw read(Headers headers, byte @Nullable [] payload) {
        Flaw flaw = read(headers);
        if (flaw == null && typeField != null && !isTypeNamed && payload != null) {
            String named = typeField.text(payload);
            takeForeignType(named == null ? new byte[0] : named.getBytes(StandardCharsets.UTF_8));
        }
        return flaw;
    }

    /** Reads the headers of a record. Returns what is wrong with them, or null; then the accessors hold. */
    public @Nullable Flaw read(Headers headers) {
        clear();
        for (Header header : headers) {
            byte[] value = header.value();
            if (value != null) {
                Flaw flaw = take(header.key(), value);
                if (flaw != null) {
                    return flaw;
                }
            }
        }
        return readBatch();
    }

    public EventType type() {
        return type;
    }

    /** CloudEvents id: what a node finds its waiting append by; null when the record has none. */
    public byte @Nullable [] id() {
        return id;
    }

    /** Stripped, not blank, UTF-8; or null. */
    public byte @Nullable [] idempotencyKey() {
        return idempotencyKey;
    }

    public byte @Nullable [] contentType() {
        return contentType;
    }

    /** A JSON object, or null. */
    public byte @Nullable [] metadata() {
        return metadata;
    }

    /** A JSON object, or null. */
    public byte @Nullable [] processor() {
        return processor;
    }

    /** An offset, -1 for "no stream", or {@link #NO_EXPECTATION}. */
    public long expectedOffset() {
        return expectedOffset;
    }

    public boolean isBatched() {
        return batchId != null;
    }

    /** The id of the batch, null for a record of its own. */
    public byte @Nullable [] batchId() {
        return batchId;
    }

    public int batchSize() {
        return batchSize;
    }

    public int batchIndex() {
        return batchIndex;
    }

    private void clear() {
        type = types.fallback();
        isTypeNamed = false;
        isTypeOurs = false;
        id = null;
        idempotencyKey = null;
        contentType = null;
        metadata = null;
        processor = null;
        expectedOffset = NO_EXPECTATION;
        batchId = null;
        batchSizeText = null;
        batchIndexText = null;
        batchSize = 1;
        batchIndex = 0;
    }

    private @Nullable Flaw take(String name, byte[] value) {
        switch (name) {
            case EnvelopeHeaders.TYPE -> {
                EventType named = types.of(value);
                if (named == null) {
                    return Flaw.BAD_TYPE;
                }
                type = named;
                isTypeNamed = true;
                isTypeOurs = true;
            }
            case EnvelopeHeaders.ID -> id = value;
            case EnvelopeHeaders.CONTENT_TYPE -> contentType = value;
            case EnvelopeHeaders.IDEMPOTENCY_KEY -> {
                if (!Text.isUtf8(value)) {
                    return Flaw.BAD_IDEMPOTENCY_KEY;
                }
                idempotencyKey = Text.strip(value);
                if (idempotencyKey.length == 0 || idempotencyKey.length > MAX_NAME_BYTES) {
                    return Flaw.BAD_IDEMPOTENCY_KEY;
                }
            }
            case EnvelopeHeaders.EXPECTED_OFFSET -> {
                expectedOffset = isMinusOne(value) ? -1 : Text.parseDecimal(value, Long.MAX_VALUE);
                if (expectedOffset == Text.NOT_DECIMAL) {
                    return Flaw.BAD_EXPECTED_OFFSET;
                }
            }
            case EnvelopeHeaders.SPEC_VERSION -> {
                if (value.length != 3 || value[0] != '1' || value[1] != '.' || value[2] != '0') {
                    return Flaw.BAD_SPEC_VERSION;
                }
            }
            case EnvelopeHeaders.METADATA -> {
                if (!Text.isJsonObject(value)) {
                    return Flaw.BAD_METADATA;
                }
                metadata = value;
            }
            case EnvelopeHeaders.PROCESSOR -> {
                if (!Text.isSource(value)) {
                    return Flaw.BAD_PROCESSOR;
                }
                processor = value;
            }
            case EnvelopeHeaders.BATCH_ID -> batchId = value;
            case EnvelopeHeaders.BATCH_SIZE -> batchSizeText = value;
            case EnvelopeHeaders.BATCH_INDEX -> batchIndexText = value;
            default -> {
                if (name.equals(typeHeader) && !isTypeOurs) {
                    takeForeignType(value);
                }
            }
        }
        return null;
    }

    /** Who writes it knows nothing of types: what cannot be one names none. */
    private void takeForeignType(byte[] value) {
        EventType named = types.of(value);
        if (named != null) {
            type = named;
            isTypeNamed = true;
        }
    }

    private @Nullable Flaw readBatch() {
        byte[] sizeText = batchSizeText;
        byte[] indexText = batchIndexText;
        if (batchId == null && sizeText == null && indexText == null) {
            return null;
        }
        if (batchId == null
                || sizeText == null
                || indexText == null
                || batchId.length == 0
                || batchId.length > MAX_BATCH_ID_BYTES) {
            return Flaw.BAD_BATCH;
        }
        long size = Text.parseDecimal(sizeText, Integer.MAX_VALUE);
        long index = Text.parseDecimal(indexText, Integer.MAX_VALUE);
        if (size < 1 || index < 0 || index >= size) {
            return Flaw.BAD_BATCH;
        }
        batchSize = (int) size;
        batchIndex = (int) index;
        return null;
    }

    private static boolean isMinusOne(byte[] value) {
        return value.length == 2 && value[0] == '-' && value[1] == '1';
    }

    @Override
    public String toString() {
        return type + (batchId == null ? "" : ", " + batchIndex + " of batch " + Arrays.toString(batchId));
    }
}
