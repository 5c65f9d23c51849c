package io.rivulet.benchmarks.feed;

import io.rivulet.benchmarks.rows.CountingRows;
import io.rivulet.benchmarks.workload.EventRecords;
import io.rivulet.benchmarks.workload.Workload;
import io.rivulet.benchmarks.workload.WorkloadEvent;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.fold.Fold;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.Progress;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreMemory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Folds a workload of one partition without Kafka, in groups of records as a poll gives them, and takes the CPU time of
 * the folding thread. Records are made group by group, outside of that time.
 */
final class FoldCost {

    private static final int GROUP_RECORDS = 2_000;

    /** About a second's worth: as often as a node makes a checkpoint. */
    private static final int GROUPS_PER_CHECKPOINT = 50;

    private static final String TOPIC = "events";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final EngineSettings DEFAULTS =
            EngineSettings.of(Map.of(EngineSettings.BOOTSTRAP_SERVERS, "localhost:9092"));
    private static final FoldSettings FOLD = DEFAULTS.namespace("default").fold(1);

    private FoldCost() {}

    /** Folds on rows that count; the nanoseconds that an event took. */
    static double pure(Workload workload, CountingRows rows) {
        Fold fold = new Fold(FOLD, 0, rows, new Progress(FOLD));
        return nanosPerEvent(
                workload, records -> records.forEach(record -> fold.apply(record, Verdicts.UNHEARD)), () -> {});
    }

    /** Folds into a new store in a folder, as a node does; the nanoseconds that an event took. */
    static double stored(Workload workload, Path folder) {
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (StoreMemory memory = new StoreMemory(DEFAULTS.blockCacheBytes(), DEFAULTS.writeBufferBytes());
                PartitionStore store = PartitionStore.open(
                        folder,
                        0,
                        new PartitionStore.Settings(
                                FOLD,
                                memory,
                                DEFAULTS.streamCacheRows(),
                                DEFAULTS.flushInterval(),
                                background,
                                InstantSource.system()))) {
            return nanosPerEvent(
                    workload, records -> store.apply(records, Verdicts.UNHEARD, stream -> {}), store::checkpoint);
        } finally {
            background.shutdown();
        }
    }

    private static double nanosPerEvent(
            Workload workload, Consumer<List<ConsumerRecord<byte[], byte[]>>> fold, Runnable checkpoint) {
        long nanos = 0;
        long number = 0;
        long groups = 0;
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(GROUP_RECORDS);
        for (WorkloadEvent event : workload) {
            records.add(EventRecords.consumed(EventRecords.toRecord(TOPIC, number, event), number));
            number++;
            if (records.size() == GROUP_RECORDS || number == workload.size()) {
                long startNanos = THREADS.getCurrentThreadCpuTime();
                fold.accept(records);
                if (++groups % GROUPS_PER_CHECKPOINT == 0) {
                    checkpoint.run();
                }
                nanos += THREADS.getCurrentThreadCpuTime() - startNanos;
                records.clear();
            }
        }
        return nanos / (double) number;
    }
}
