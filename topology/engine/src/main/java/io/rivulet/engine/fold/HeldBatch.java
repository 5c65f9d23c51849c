package io.rivulet.engine.fold;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * The records of a batch that is not whole yet, held back from judgement. Immutable, and part of its stream's row, so a
 * restart in the middle of a batch changes nothing. (Adding shares the list: only the newest holder adds to it.)
 */
final class HeldBatch {

    private static final long CREATED_BYTES = 16 << 10;

    private final byte[] id;
    private final int size;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final int count;
    private final long payloadBytes;

    private HeldBatch(byte[] id, int size, List<ConsumerRecord<byte[], byte[]>> records, int count, long payloadBytes) {
        this.id = id;
        this.size = size;
        this.records = records;
        this.count = count;
        this.payloadBytes = payloadBytes;
    }

    static HeldBatch start(byte[] id, int size, ConsumerRecord<byte[], byte[]> first) {
        return new HeldBatch(id, size, new ArrayList<>(), 0, 0).with(first);
    }

    HeldBatch with(ConsumerRecord<byte[], byte[]> next) {
        List<ConsumerRecord<byte[], byte[]>> grown =
                records.size() == count ? records : new ArrayList<>(records.subList(0, count));
        grown.add(next);
        return new HeldBatch(
                id, size, grown, count + 1, payloadBytes + (next.value() == null ? 0 : next.value().length));
    }

    /** Whether a record with this position is the one that the batch waits for. */
    boolean awaits(byte[] batchId, int batchSize, int batchIndex) {
        return batchIndex == count && batchSize == size && Arrays.equals(batchId, id);
    }

    boolean isComplete() {
        return count == size;
    }

    /** A little more than the bounds of an append, since {@code created} may go before it. */
    boolean isTooLarge() {
        return size > FoldSettings.MAX_BATCH_EVENTS + 1 || payloadBytes > FoldSettings.MAX_BATCH_BYTES + CREATED_BYTES;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records.subList(0, count);
    }

    void encode(Bytes out) {
        out.putSized(id).putVarint(size).putVarint(count);
        for (ConsumerRecord<byte[], byte[]> record : records()) {
            out.putVarint(record.offset()).putVarint(record.timestamp());
            Header[] headers = record.headers().toArray();
            out.putVarint(headers.length);
            for (Header header : headers) {
                out.putSized(header.key());
                putOptional(out, header.value());
            }
            putOptional(out, record.value());
        }
    }

    static HeldBatch decode(Reader in, byte[] key) {
        byte[] id = in.readSized();
        int size = (int) in.readVarint();
        int count = (int) in.readVarint();
        HeldBatch batch = new HeldBatch(id, size, new ArrayList<>(count), 0, 0);
        for (int i = 0; i < count; i++) {
            batch = batch.with(decodeRecord(in, key));
        }
        return batch;
    }

    private static ConsumerRecord<byte[], byte[]> decodeRecord(Reader in, byte[] key) {
        long offset = in.readVarint();
        long timestamp = in.readVarint();
        Headers headers = new RecordHeaders();
        for (long left = in.readVarint(); left > 0; left--) {
            headers.add(new String(in.readSized(), StandardCharsets.UTF_8), readOptional(in));
        }
        return new ConsumerRecord<>(
                "",
                0,
                offset,
                timestamp,
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                key,
                readOptional(in),
                headers,
                Optional.empty());
    }

    private static void putOptional(Bytes out, byte @Nullable [] bytes) {
        if (bytes == null) {
            out.put(0);
        } else {
            out.put(1).putSized(bytes);
        }
    }

    private static byte @Nullable [] readOptional(Reader in) {
        return in.read() == 0 ? null : in.readSized();
    }
}
