package io.rivulet.testkit.model;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.testkit.model.Verdict.Kind;
import io.rivulet.wire.Flaw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the log of a partition means: its streams, a verdict or a flaw for each of its records. */
public final class ReferenceModel {

    private final SortedMap<String, PlainStream> streams = new TreeMap<>();
    private final SortedMap<Long, Verdict> verdicts = new TreeMap<>();
    private final SortedMap<Long, Flaw> flaws = new TreeMap<>();

    private ReferenceModel() {}

    public static ReferenceModel of(List<ConsumerRecord<byte[], byte[]>> log, FoldSettings settings, int partition) {
        ReferenceModel model = new ReferenceModel();
        for (ConsumerRecord<byte[], byte[]> record : log) {
            Flaw flaw = PlainEnvelope.flawOf(record, settings, partition);
            if (flaw == null) {
                model.take(PlainRecord.of(record, settings.defaultType()));
            } else {
                model.flaws.put(record.offset(), flaw);
            }
        }
        return model;
    }

    /** The streams that have an event or hold back a batch, by path. */
    public SortedMap<String, PlainStream> streams() {
        SortedMap<String, PlainStream> stored = new TreeMap<>(streams);
        stored.values().removeIf(stream -> stream.events.isEmpty() && stream.held.isEmpty());
        return stored;
    }

    /** The verdicts by offset; records without one are held back, or have a flaw. */
    public Map<Long, Verdict> verdicts() {
        return Collections.unmodifiableMap(verdicts);
    }

    /** The flaws of the records in quarantine, by offset. */
    public Map<Long, Flaw> flaws() {
        return Collections.unmodifiableMap(flaws);
    }

    private void take(PlainRecord record) {
        PlainStream stream = streams.computeIfAbsent(record.path(), PlainStream::new);
        List<PlainRecord> held = stream.held;
        if (!held.isEmpty() && !record.continues(held.get(0), held.size())) {
            refuseHeld(stream, Reason.INTERLEAVED);
        }
        if (record.batchId() == null) {
            judgeTogether(stream, List.of(record));
        } else if (held.isEmpty() && record.batchIndex() > 0) {
            refuse(record, Reason.TORN, stream.head());
        } else {
            held.add(record);
            if (isTooLarge(held)) {
                refuseHeld(stream, Reason.BATCH_TOO_LARGE);
            } else if (held.size() == record.batchSize()) {
                judgeTogether(stream, held);
                held.clear();
            }
        }
    }

    /** An append may have so much, and {@code created} may go before it. */
    private static boolean isTooLarge(List<PlainRecord> held) {
        return held.get(0).batchSize() > FoldSettings.MAX_BATCH_EVENTS + 1
                || held.stream().mapToLong(PlainRecord::payloadBytes).sum() > FoldSettings.MAX_BATCH_BYTES + 16_384;
    }

    private void refuseHeld(PlainStream stream, Reason reason) {
        stream.held.forEach(record -> refuse(record, reason, stream.head()));
        stream.held.clear();
    }

    private void refuse(PlainRecord record, Reason reason, long head) {
        verdicts.put(record.offset(), Verdict.refused(reason, head));
    }

    /** AP-3: all, or none. */
    private void judgeTogether(PlainStream stream, List<PlainRecord> records) {
        List<PlainEvent> working = new ArrayList<>(stream.events);
        List<Verdict> judged = new ArrayList<>();
        for (PlainRecord record : records) {
            Verdict verdict = judge(working, record);
            Reason reason = verdict.reason();
            if (reason != null) {
                records.forEach(one -> refuse(one, reason, stream.head()));
                return;
            }
            if (verdict.kind() == Kind.ACCEPTED) {
                long previous = isFirstAfterCreated(working, records) ? -1 : PlainStream.headOf(working);
                working.add(new PlainEvent(record, working.size(), previous));
            }
            judged.add(verdict);
        }
        for (int i = 0; i < judged.size(); i++) {
            verdicts.put(records.get(i).offset(), judged.get(i));
        }
        stream.events = working;
    }

    /** A node lays {@code created} before what was appended to a stream that did not exist. */
    private static boolean isFirstAfterCreated(List<PlainEvent> events, List<PlainRecord> batch) {
        return events.size() == 1
                && events.get(0).offset() == batch.get(0).offset()
                && batch.get(0).type().equals(CoreEvents.CREATED);
    }

    /** AP-4: idempotency key, pause gate, expected offset, core reduction. */
    private static Verdict judge(List<PlainEvent> events, PlainRecord record) {
        long head = PlainStream.headOf(events);
        Long expected = record.expectedOffset();
        for (PlainEvent event : events) {
            String key = event.record().idempotencyKey();
            if (key != null && key.equals(record.idempotencyKey())) {
                return expected == null || expected == event.previousOffset()
                        ? Verdict.duplicate(event.offset(), event.index())
                        : Verdict.refused(Reason.IDEMPOTENCY_MISMATCH, head);
            }
        }
        if (PlainState.after(events).refuses(record.type())) {
            return Verdict.refused(Reason.PAUSED, head);
        }
        if (expected != null && expected != head) {
            return Verdict.refused(Reason.EXPECTED_OFFSET, head);
        }
        Reason objection = PlainState.objectionTo(record, events.isEmpty());
        return objection == null ? Verdict.accepted(record.offset(), events.size()) : Verdict.refused(objection, head);
    }
}
