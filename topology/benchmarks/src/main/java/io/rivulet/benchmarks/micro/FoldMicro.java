package io.rivulet.benchmarks.micro;

import io.rivulet.benchmarks.rows.CountingRows;
import io.rivulet.engine.fold.Fold;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.Progress;
import io.rivulet.engine.fold.Verdicts;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it takes to fold a record without a store: gate, core state, mirror, feed, key. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up
public class FoldMicro {

    private static final FoldSettings SETTINGS = new FoldSettings(1, "record", 1 << 20);

    @Param({"200", "1024"})
    int size;

    private SampleRecords records;
    private Fold fold;

    @Setup
    public void open() {
        records = new SampleRecords(size);
        fold = new Fold(SETTINGS, 0, new CountingRows(), new Progress(SETTINGS));
    }

    @Benchmark
    public void apply() {
        fold.apply(records.next(), Verdicts.UNHEARD);
    }
}
