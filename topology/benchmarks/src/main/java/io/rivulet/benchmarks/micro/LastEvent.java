package io.rivulet.benchmarks.micro;

import io.rivulet.api.Refusal;
import io.rivulet.benchmarks.rows.CountingRows;
import io.rivulet.engine.fold.Fold;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.Progress;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.wire.Envelope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the last event that a fold accepted, as it is served. */
final class LastEvent implements Verdicts {

    /** More than there are streams: the last one is not the beginning of one. */
    private static final FoldSettings SETTINGS = new FoldSettings(1, "record", 1 << 20);

    private static final int RECORDS = 2_000;

    private @Nullable MirrorRow event;

    /** An event with a payload of a size. */
    static MirrorRow of(int payloadBytes) {
        SampleRecords records = new SampleRecords(payloadBytes);
        LastEvent last = new LastEvent();
        Fold fold = new Fold(SETTINGS, 0, new CountingRows(), new Progress(SETTINGS));
        for (int i = 0; i < RECORDS; i++) {
            fold.apply(records.next(), last);
        }
        return Objects.requireNonNull(last.event, "the fold accepted nothing");
    }

    @Override
    public boolean awaits(Envelope envelope) {
        return true;
    }

    @Override
    public void accepted(Envelope envelope, StreamRow stream, MirrorRow accepted) {
        event = accepted;
    }

    @Override
    public void duplicate(Envelope envelope, StreamRow stream, KeyRow original) {}

    @Override
    public void refused(Envelope envelope, Refusal refusal) {}
}
