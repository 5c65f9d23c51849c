package io.rivulet.benchmarks.stock;

import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Judges each record, in the order of AP-4, and writes the rows of an accepted one. On the stream thread. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before the first record.
final class StockFold implements Processor<byte[], byte[], Void, Void> {

    private final int partitions;
    private final Consumer<Verdict> judged;
    private final MirrorJson mirrorJson = new MirrorJson();

    private ProcessorContext<Void, Void> context;
    private KeyValueStore<byte[], byte[]> keys;
    private KeyValueStore<byte[], byte[]> streams;
    private KeyValueStore<byte[], byte[]> mirror;
    private KeyValueStore<byte[], byte[]> feed;

    StockFold(int partitions, Consumer<Verdict> judged) {
        this.partitions = partitions;
        this.judged = judged;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        keys = context.getStateStore(StockTopology.KEYS);
        streams = context.getStateStore(StockTopology.STREAMS);
        mirror = context.getStateStore(StockTopology.MIRROR);
        feed = context.getStateStore(StockTopology.FEED);
    }

    @Override
    public void process(Record<byte[], byte[]> folded) {
        judged.accept(fold(folded));
    }

    private Verdict fold(Record<byte[], byte[]> folded) {
        RecordMetadata position = context.recordMetadata().orElseThrow();
        byte[] path = folded.key();
        Envelope envelope = Envelope.read(folded.headers());
        if (path == null || envelope == null || partitionOf(path) != position.partition()) {
            return Verdict.QUARANTINED;
        }
        byte[] row = streams.get(path);
        StreamRow stream = row == null ? null : StreamRow.fromBytes(row);
        if (stream == null && !isPath(path)) {
            return Verdict.QUARANTINED;
        }
        return judge(path, stream, envelope, position.offset(), folded);
    }

    private Verdict judge(
            byte[] path, @Nullable StreamRow stream, Envelope envelope, long offset, Record<byte[], byte[]> folded) {
        long head = stream == null ? -1 : stream.head();
        String idempotencyKey = envelope.idempotencyKey();
        byte[] key = idempotencyKey == null ? null : RowKey.of(path, idempotencyKey);
        if (offset <= head || (key != null && keys.get(key) != null)) {
            return Verdict.DUPLICATE;
        }
        Long expected = envelope.expectedOffset();
        if (!CoreState.admits(stream, envelope.type()) || (expected != null && expected != head)) {
            return Verdict.REFUSED;
        }
        StreamRow next = CoreState.reduce(stream, envelope, offset, folded.timestamp(), folded.value());
        if (next == null) {
            return Verdict.REFUSED;
        }
        if (key != null) {
            keys.put(key, RowKey.offset(offset));
        }
        long index = next.count() - 1;
        streams.put(path, next.toBytes());
        mirror.put(
                RowKey.of(path, index), mirrorJson.write(envelope, offset, index, folded.timestamp(), folded.value()));
        feed.put(RowKey.of(path, next.feedRow()), next.feed().toBytes());
        return Verdict.ACCEPTED;
    }

    private int partitionOf(byte[] path) {
        return Utils.toPositive(Utils.murmur2(path)) % partitions;
    }

    private static boolean isPath(byte[] key) {
        try {
            StreamPath.fromKey(key);
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
