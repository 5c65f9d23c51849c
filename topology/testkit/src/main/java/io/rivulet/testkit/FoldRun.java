package io.rivulet.testkit;

import io.rivulet.engine.fold.Fold;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.Progress;
import io.rivulet.testkit.MapRows.Checkpoint;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The fold of one partition over maps, with what it tells; it can crash. */
public final class FoldRun {

    /** One partition, and payloads of up to a mebibyte. */
    public static final FoldSettings SETTINGS = new FoldSettings(1, "record", 1 << 20);

    private final FoldSettings settings;
    private final int partition;
    private final MapRows rows = new MapRows();
    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private Progress progress;
    private Fold fold;

    public FoldRun(FoldSettings settings, int partition) {
        this.settings = settings;
        this.partition = partition;
        progress = new Progress(settings);
        fold = new Fold(settings, partition, rows, progress);
    }

    /** Folds a log whole. */
    public static FoldRun of(List<ConsumerRecord<byte[], byte[]>> log, FoldSettings settings, int partition) {
        FoldRun run = new FoldRun(settings, partition);
        log.forEach(run::apply);
        return run;
    }

    /** Folds the one partition of a topic, under {@link #SETTINGS}. */
    public static FoldRun of(LogBuilder log) {
        return of(log.records(), SETTINGS, 0);
    }

    /** The same with a checkpoint and a restart after each record, so that nothing lives but in rows. */
    public static FoldRun ofRestarting(LogBuilder log) {
        FoldRun run = new FoldRun(SETTINGS, 0);
        for (ConsumerRecord<byte[], byte[]> record : log.records()) {
            run.apply(record);
            run.restartFrom(run.checkpoint());
        }
        return run;
    }

    public void apply(ConsumerRecord<byte[], byte[]> record) {
        fold.apply(record, verdicts);
    }

    public Checkpoint checkpoint() {
        return rows.checkpoint(progress);
    }

    /** Crashes, and starts again from a checkpoint: the rows of events stay as they are, ahead of it. */
    public void restartFrom(Checkpoint checkpoint) {
        progress = new Progress(settings);
        rows.fallBackTo(checkpoint, progress);
        fold = new Fold(settings, partition, rows, progress);
    }

    public MapRows rows() {
        return rows;
    }

    public Progress progress() {
        return progress;
    }

    public RecordedVerdicts verdicts() {
        return verdicts;
    }

    public String digest() {
        return RowDigest.of(rows, progress);
    }
}
