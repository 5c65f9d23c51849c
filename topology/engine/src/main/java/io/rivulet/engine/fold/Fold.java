package io.rivulet.engine.fold;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.InvalidPathException;
import io.rivulet.api.Refusal;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.api.StreamPath;
import io.rivulet.wire.Envelope;
import io.rivulet.wire.Flaw;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one partition: takes its records in log order, judges each and puts the rows that follow from it. The same
 * log always gives the same rows, in whatever groups it comes. One thread at a time.
 *
 * <p>A record of its own is judged at once. The records of a batch are held back until the last one has come and are then
 * judged together: all are events or duplicates, or none is (AP-3). Whatever comes between them, or instead of them,
 * refuses the batch and is judged by its own merits.
 */
public final class Fold {

    /** The version of what is derived from old records. Raise it whenever that changes; every store is then rebuilt. */
    public static final int VERSION = 9;

    private final FoldSettings settings;
    private final int partition;
    private final Rows rows;
    private final Progress progress;
    private final Gate gate;
    private final FeedFold feed;
    private final TypeFold types;
    private final Registries registries;
    private final MirrorEncoder mirror = new MirrorEncoder();
    private final Envelope envelope;
    private final KeyRow key = new KeyRow();
    private final Bytes entry = new Bytes(64);

    /** The offset of the record that is being applied. */
    private long at;

    /**
     * Makes a fold that goes on where its rows are.
     *
     * @param progress how far they are; the fold moves it on
     */
    public Fold(FoldSettings settings, int partition, Rows rows, Progress progress) {
        this.settings = settings;
        this.partition = partition;
        this.rows = rows;
        this.progress = progress;
        gate = new Gate(rows);
        feed = new FeedFold(rows);
        types = new TypeFold(rows);
        registries = new Registries(rows);
        envelope = new Envelope(settings.form());
    }

    /** Folds the next record of the partition. One that was applied before is passed over. */
    public void apply(ConsumerRecord<byte[], byte[]> record, Verdicts verdicts) {
        if (record.offset() <= progress.applied) {
            return;
        }
        at = record.offset();
        Flaw flaw = envelope.read(record.headers(), record.value());
        if (flaw == null) {
            flaw = flawOf(record);
        }
        if (flaw == null) {
            flaw = applySound(settings.form().path(record.key()), record, verdicts);
        }
        if (flaw != null) {
            quarantine(record, flaw);
        }
        progress.applied = record.offset();
    }

    /** Judges the record, unless its key cannot begin a stream. */
    private @Nullable Flaw applySound(byte[] path, ConsumerRecord<byte[], byte[]> record, Verdicts verdicts) {
        StreamRow stream = rows.find(path);
        Flaw flaw = stream == null ? flawOfKey(path) : null;
        if (flaw == null) {
            judge(stream == null ? rows.begin(path) : stream, record, verdicts);
        }
        return flaw;
    }

    private @Nullable Flaw flawOf(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return Flaw.NO_KEY;
        }
        return record.value() != null && record.value().length > settings.maxEventBytes() ? Flaw.TOO_LARGE : null;
    }

    /** A key is looked at once, when its stream begins. */
    private @Nullable Flaw flawOfKey(byte[] path) {
        try {
            StreamPath.fromKey(path);
        } catch (InvalidPathException e) {
            return Flaw.BAD_KEY;
        }
        return settings.partitionOf(path) == partition ? null : Flaw.WRONG_PARTITION;
    }

    private void quarantine(ConsumerRecord<byte[], byte[]> record, Flaw flaw) {
        progress.quarantined++;
        entry.clear().putLong(record.timestamp()).putSized(flaw.name());
        rows.putQuarantine(record.offset(), entry);
    }

    private void judge(StreamRow stream, ConsumerRecord<byte[], byte[]> record, Verdicts verdicts) {
        byte[] batchId = envelope.batchId();
        if (batchId == null) {
            refuseHeld(stream, record, verdicts);
            judgeSingle(stream, record, verdicts);
            return;
        }
        HeldBatch held = stream.held;
        if (held != null && held.awaits(batchId, envelope.batchSize(), envelope.batchIndex())) {
            held = held.with(record);
        } else {
            refuseHeld(stream, record, verdicts);
            if (envelope.batchIndex() > 0) {
                refuse(stream, Reason.TORN, "The batch is not whole in the log; append it again", verdicts);
                return;
            }
            held = HeldBatch.start(batchId, envelope.batchSize(), record);
        }
        stream.held = held;
        if (held.isTooLarge()) {
            stream.held = null;
            refuseAll(held.records(), tooLarge(stream), verdicts);
        } else if (held.isComplete()) {
            stream.held = null;
            judgeBatch(stream, held.records(), verdicts);
        }
    }

    private void judgeSingle(StreamRow stream, ConsumerRecord<byte[], byte[]> record, Verdicts verdicts) {
        switch (gate.judge(stream, envelope, record)) {
            case ACCEPTED -> {
                progress.accepted++;
                if (Gate.isReset(envelope.type())) {
                    end(stream, record, verdicts);
                    return;
                }
                Bytes event = accept(stream, record, stream.headOffset);
                if (verdicts.awaits(envelope)) {
                    verdicts.accepted(envelope, stream, served(event, record, stream.count - 1));
                }
            }
            case DUPLICATE -> {
                progress.duplicates++;
                if (verdicts.awaits(envelope)) {
                    verdicts.duplicate(envelope, stream, gate.original());
                }
            }
            case REFUSED -> {
                progress.refused++;
                if (verdicts.awaits(envelope)) {
                    verdicts.refused(envelope, gate.refusal());
                }
            }
        }
    }

    /** A reset is the last that is heard of a life, and no row of it (AP-44). The next event begins another. */
    private void end(StreamRow stream, ConsumerRecord<byte[], byte[]> record, Verdicts verdicts) {
        StreamRow ended = stream.copy();
        registries.end(stream);
        stream.end();
        progress.streams--;
        progress.resets++;
        if (verdicts.awaits(envelope)) {
            verdicts.accepted(
                    envelope, ended, served(mirror.encode(record, envelope, ended.count), record, ended.count));
        }
    }

    /** Two passes: judge and put, taking everything back at the first refusal (AP-3); then tell. */
    private void judgeBatch(StreamRow stream, List<ConsumerRecord<byte[], byte[]>> records, Verdicts verdicts) {
        int mark = rows.mark();
        StreamRow before = stream.copy();
        long streams = progress.streams;
        boolean[] isDuplicate = new boolean[records.size()];
        boolean isAfterPrologue = false;
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            readAgain(record);
            switch (gate.judge(stream, envelope, record)) {
                case ACCEPTED -> {
                    accept(stream, record, isAfterPrologue ? before.headOffset : stream.headOffset);
                    isAfterPrologue = i == 0 && isPrologue(envelope.type().name());
                }
                case DUPLICATE -> isDuplicate[i] = true;
                case REFUSED -> {
                    rows.rollback(mark);
                    stream.become(before);
                    progress.streams = streams;
                    Refusal refusal = gate.refusal();
                    refuseAll(records, new Refusal(refusal.reason(), refusal.detail(), stream.headOffset), verdicts);
                    return;
                }
            }
        }
        long index = before.count;
        for (int i = 0; i < isDuplicate.length; i++) {
            tell(stream, records.get(i), isDuplicate[i], index, verdicts);
            index += isDuplicate[i] ? 0 : 1;
        }
    }

    /**
     * What a node lays before the events of an append. Its caller knows nothing of it, so the first event counts as one that
     * followed what was there before, also when it is repeated (AP-7).
     */
    private static boolean isPrologue(String type) {
        return type.equals(CoreEvents.CREATED) || type.equals(CoreEvents.WOKEN);
    }

    private void tell(
            StreamRow stream,
            ConsumerRecord<byte[], byte[]> record,
            boolean isDuplicate,
            long index,
            Verdicts verdicts) {
        readAgain(record);
        boolean isAwaited = verdicts.awaits(envelope);
        if (!isDuplicate) {
            progress.accepted++;
            if (isAwaited) {
                verdicts.accepted(envelope, stream, served(mirror.encode(record, envelope, index), record, index));
            }
            return;
        }
        progress.duplicates++;
        if (isAwaited && gate.findOriginal(stream, envelope, record.offset())) {
            verdicts.duplicate(envelope, stream, gate.original());
        }
    }

    /**
     * Makes the record the stream's next event. The gate has just judged it.
     *
     * @param previous what its precondition names, should it be repeated
     */
    private Bytes accept(StreamRow stream, ConsumerRecord<byte[], byte[]> record, long previous) {
        long offset = record.offset();
        if (stream.count == 0) {
            stream.id = offset;
            stream.bornAt = record.timestamp();
            progress.streams++;
            if (envelope.type().isCore() && envelope.type().name().equals(CoreEvents.CREATED)) {
                rows.putBirth(at, stream.path());
            }
        }
        byte[] idempotencyKey = envelope.idempotencyKey();
        if (idempotencyKey != null) {
            if (stream.count == 0) {
                gate.hash().hash(stream.id, idempotencyKey);
            }
            key.set(offset, previous, stream.count);
            rows.putKey(stream, gate.hash().high(), gate.hash().low(), key);
        }
        Bytes event = mirror.encode(record, envelope, stream.count);
        rows.putMirror(stream, stream.count, event, record.value());
        feed.add(stream, envelope.type(), offset);
        types.add(stream, envelope.type());
        stream.core = stream.count == 0 ? gate.core().createdAt(record.timestamp()) : gate.core();
        gate.change().apply(registries, stream, offset, record.timestamp());
        stream.headOffset = offset;
        stream.count++;
        return event;
    }

    /** Refuses a batch that is not whole, since this record came instead; then goes back to the record. */
    private void refuseHeld(StreamRow stream, ConsumerRecord<byte[], byte[]> interloper, Verdicts verdicts) {
        HeldBatch held = stream.held;
        if (held == null) {
            return;
        }
        stream.held = null;
        Refusal refusal = new Refusal(
                Reason.INTERLEAVED,
                "Another record of the stream came into the middle of the batch; append it again",
                stream.headOffset);
        refuseAll(held.records(), refusal, verdicts);
        readAgain(interloper);
    }

    private void refuseAll(List<ConsumerRecord<byte[], byte[]>> records, Refusal refusal, Verdicts verdicts) {
        progress.refused += records.size();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            readAgain(record);
            if (verdicts.awaits(envelope)) {
                verdicts.refused(envelope, refusal);
            }
        }
    }

    private void refuse(StreamRow stream, Reason reason, String detail, Verdicts verdicts) {
        progress.refused++;
        if (verdicts.awaits(envelope)) {
            verdicts.refused(envelope, new Refusal(reason, detail, stream.headOffset));
        }
    }

    private static Refusal tooLarge(StreamRow stream) {
        return new Refusal(
                Reason.BATCH_TOO_LARGE,
                "A batch has at most " + FoldSettings.MAX_BATCH_EVENTS + " events and " + FoldSettings.MAX_BATCH_BYTES
                        + " bytes of payload; split it",
                stream.headOffset);
    }

    private void readAgain(ConsumerRecord<byte[], byte[]> record) {
        if (envelope.read(record.headers(), record.value()) != null) {
            throw new IllegalStateException("a held record no longer reads, offset " + record.offset());
        }
    }

    private static MirrorRow served(Bytes event, ConsumerRecord<byte[], byte[]> record, long index) {
        byte[] payload = record.value();
        Bytes row = new Bytes(event.length() + (payload == null ? 0 : payload.length)).put(event);
        return new MirrorRow(
                index, payload == null ? row.array() : row.put(payload).array());
    }
}
