package io.rivulet.engine.streams;

import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.query.Question;
import io.rivulet.engine.store.PartitionStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Folds the groups of a partition into its store, then lets their effects happen. On the stream's thread. */
final class FoldProcessor implements Processor<byte[], RecordGroup, Void, Void> {

    private final Effects effects;
    private final Checkpoints checkpoints;
    private @Nullable Opened opened;

    FoldProcessor(Effects effects, Checkpoints checkpoints) {
        this.effects = effects;
        this.checkpoints = checkpoints;
    }

    /** What belongs to one assignment of the partition. */
    private record Opened(
            ProcessorContext<Void, Void> context,
            FoldStateStore store,
            PartitionStore rows,
            Verdicts verdicts,
            Consumer<StreamRow> onChange) {}

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        FoldStateStore store = context.getStateStore(Question.STORE);
        PartitionStore rows = store.rows();
        checkpoints.opened(rows.partition(), context);
        effects.taken(rows);
        opened = new Opened(context, store, rows, effects.verdicts(rows), stream -> effects.changed(rows, stream));
    }

    @Override
    public void process(Record<byte[], RecordGroup> record) {
        Opened now = opened;
        if (now == null) {
            throw new IllegalStateException("a record came before the processor was opened");
        }
        RecordGroup group = record.value();
        boolean isLone = group.records().isEmpty();
        now.rows().apply(isLone ? lone(record, now.context()) : group.records(), now.verdicts(), now.onChange());
        now.store().moveOn();
        effects.groupEnded(now.rows(), isLone ? now.rows().applied() + 1 : group.next());
    }

    private static List<ConsumerRecord<byte[], byte[]>> lone(
            Record<byte[], RecordGroup> record, ProcessorContext<Void, Void> context) {
        RecordMetadata at = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without a place in the log"));
        return List.of(new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                record.key(),
                record.value().lone(),
                record.headers(),
                Optional.empty()));
    }

    @Override
    public void close() {
        if (opened != null) {
            checkpoints.left(opened.rows().partition());
            effects.left(opened.rows());
            opened = null;
        }
    }
}
