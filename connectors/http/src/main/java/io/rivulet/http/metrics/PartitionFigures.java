package io.rivulet.http.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.NamespaceCounts;
import io.rivulet.engine.cluster.PartitionStatus;
import io.rivulet.engine.store.StoreCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The partitions of a namespace on this node: what their records came to, and how far behind they are. */
final class PartitionFigures {

    /** How long a scrape waits for the brokers to tell where the log ends. */
    private static final Duration WAIT = Duration.ofMillis(500);

    private PartitionFigures() {}

    static void write(Sheet sheet, Namespace namespace, NamespaceCounts counts) {
        List<PartitionStatus> partitions = namespace.status();
        Map<Integer, CompletableFuture<OptionalLong>> behind = new TreeMap<>();
        for (PartitionStatus status : partitions) {
            int partition = status.partition();
            behind.put(partition, namespace.behind(partition, WAIT).toCompletableFuture());
        }
        for (PartitionStatus status : partitions) {
            Labels labels = labels(namespace, status);
            place(sheet, status, labels);
            StoreCounts stored = counts.partitions().get(status.partition());
            if (stored != null) {
                records(sheet, stored, labels);
            }
        }
        // Asked for all at once, before: the first that waits waits for all.
        for (PartitionStatus status : partitions) {
            CompletableFuture<OptionalLong> asked = behind.get(status.partition());
            if (asked != null) {
                asked.join()
                        .ifPresent(records -> sheet.gauge(
                                "rivulet_fold_records_behind",
                                "Offsets between what is folded and the end of the log",
                                records,
                                labels(namespace, status)));
            }
        }
    }

    private static Labels labels(Namespace namespace, PartitionStatus status) {
        return Labels.of(
                "namespace",
                namespace.name(),
                "partition",
                Integer.toString(status.partition()),
                "role",
                status.isOwner() ? "owner" : "copy");
    }

    private static void place(Sheet sheet, PartitionStatus status, Labels labels) {
        sheet.gauge(
                "rivulet_partition_state",
                "1 for the state that the partition is in",
                1,
                labels.add("state", status.state().label()));
        sheet.gauge("rivulet_fold_applied_offset", "The offset of the last record folded", status.applied(), labels);
        PartitionStatus.Restore restore = status.restore();
        sheet.gauge(
                "rivulet_restore_records_left",
                "Offsets that a restore has still to fold",
                restore == null ? 0 : Math.max(0, restore.to() - restore.at()),
                labels);
    }

    private static void records(Sheet sheet, StoreCounts counts, Labels labels) {
        Map.of(
                        "accepted", counts.accepted(),
                        "duplicate", counts.duplicates(),
                        "refused", counts.refused(),
                        "quarantined", counts.quarantined())
                .forEach((verdict, records) -> sheet.count(
                        "rivulet_fold_records",
                        "Records of the log by what they came to, from its beginning",
                        records,
                        labels.add("verdict", verdict)));
        sheet.gauge("rivulet_streams", "Streams that have an event", counts.streams(), labels);
        sheet.count(
                "rivulet_store_rows_written", "Rows written since the store was opened", counts.rowsWritten(), labels);
    }
}
