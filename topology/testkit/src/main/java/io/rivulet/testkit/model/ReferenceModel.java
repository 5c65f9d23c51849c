package io.rivulet.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.testkit.model.Verdict.Kind;
import io.rivulet.wire.Flaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
    private final SortedMap<Long, String> births = new TreeMap<>();

    private long resets;

    private ReferenceModel() {}

    public static ReferenceModel of(List<ConsumerRecord<byte[], byte[]>> log, FoldSettings settings, int partition) {
        ReferenceModel model = new ReferenceModel();
        for (ConsumerRecord<byte[], byte[]> record : log) {
            Flaw flaw = PlainEnvelope.flawOf(record, settings, partition);
            if (flaw == null) {
                model.take(PlainRecord.of(record, settings.form()));
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

    /** The paths of the streams that have subscriptions, in the order of their bytes. */
    public List<String> subscribed() {
        return streams.values().stream()
                .filter(PlainStream::hasSubscriptions)
                .map(PlainStream::path)
                .sorted(Comparator.comparing(path -> path.getBytes(UTF_8), Arrays::compareUnsigned))
                .toList();
    }

    /** The verdicts by offset; records without one are held back, or have a flaw. */
    public Map<Long, Verdict> verdicts() {
        return Collections.unmodifiableMap(verdicts);
    }

    /** The streams that were created, by the offset of the record at which that was judged. */
    public Map<Long, String> births() {
        return Collections.unmodifiableMap(births);
    }

    /** How many lives have ended. */
    public long resets() {
        return resets;
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
            if (verdict.kind() == Kind.ACCEPTED && record.type().equals(CoreEvents.RESET)) {
                working.clear();
                resets++;
            } else if (verdict.kind() == Kind.ACCEPTED) {
                long previous = PlainStream.headOf(isAfterPrologue(working, records) ? stream.events : working);
                working.add(new PlainEvent(record, working.size(), previous));
            }
            judged.add(verdict);
        }
        for (int i = 0; i < judged.size(); i++) {
            verdicts.put(records.get(i).offset(), judged.get(i));
        }
        if (stream.events.isEmpty()
                && !working.isEmpty()
                && working.get(0).type().equals(CoreEvents.CREATED)) {
            births.put(records.get(records.size() - 1).offset(), stream.path());
        }
        stream.events = working;
    }

    /** A node lays {@code created} or {@code woken} before what was appended, and the caller knows nothing of it. */
    private static boolean isAfterPrologue(List<PlainEvent> events, List<PlainRecord> batch) {
        String first = batch.get(0).type();
        return !events.isEmpty()
                && events.get(events.size() - 1).offset() == batch.get(0).offset()
                && (first.equals(CoreEvents.CREATED) || first.equals(CoreEvents.WOKEN));
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
        Reason objection = PlainState.objectionTo(record, events);
        return objection == null ? Verdict.accepted(record.offset(), events.size()) : Verdict.refused(objection, head);
    }
}
