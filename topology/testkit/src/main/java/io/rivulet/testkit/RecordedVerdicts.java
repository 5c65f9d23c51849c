package io.rivulet.testkit;

import io.rivulet.api.Refusal;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.testkit.model.Verdict;
import io.rivulet.wire.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Waits for every record that has an id, and remembers what it is told. Whoever is told twice must be told the same. */
public final class RecordedVerdicts implements Verdicts {

    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final Map<String, Refusal> refusals = new HashMap<>();
    private final Map<String, MirrorRow> events = new HashMap<>();

    @Override
    public boolean awaits(Envelope envelope) {
        return envelope.id() != null;
    }

    @Override
    public void accepted(Envelope envelope, StreamRow stream, MirrorRow event) {
        events.put(idOf(envelope), event);
        record(envelope, Verdict.accepted(event.offset(), event.index()));
    }

    @Override
    public void duplicate(Envelope envelope, StreamRow stream, KeyRow original) {
        record(envelope, Verdict.duplicate(original.offset(), original.index()));
    }

    @Override
    public void refused(Envelope envelope, Refusal refusal) {
        refusals.put(idOf(envelope), refusal);
        record(envelope, Verdict.refused(refusal.reason(), refusal.currentOffset()));
    }

    private void record(Envelope envelope, Verdict verdict) {
        Verdict before = verdicts.put(idOf(envelope), verdict);
        if (before != null && !before.equals(verdict)) {
            throw new AssertionError("record " + idOf(envelope) + " was " + before + " and is now " + verdict);
        }
    }

    /** The verdicts by the id of the record. */
    public Map<String, Verdict> all() {
        return Collections.unmodifiableMap(verdicts);
    }

    /** The verdict on the record that a {@link LogBuilder} put at an offset; null if none was told. */
    public @Nullable Verdict at(long offset) {
        return verdicts.get(Long.toString(offset));
    }

    /** The event as it was told, null for a record that is none. */
    public @Nullable MirrorRow eventAt(long offset) {
        return events.get(Long.toString(offset));
    }

    /** The refusal as it was told, null for a record that was not refused. */
    public @Nullable Refusal refusalAt(long offset) {
        return refusals.get(Long.toString(offset));
    }

    private static String idOf(Envelope envelope) {
        byte[] id = envelope.id();
        if (id == null) {
            throw new AssertionError("told of a record that nobody waits for");
        }
        return new String(id, StandardCharsets.UTF_8);
    }
}
