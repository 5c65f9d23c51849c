package io.rivulet.app.doctor;

import io.rivulet.engine.EngineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Whether the disk has room for the stores of all partitions, which one node may have to hold alone. */
final class DiskSpaceCheck implements Check {

    /** A store is rarely larger than its log; files stand there twice for a moment while they are merged. */
    private static final double STORE_PER_LOG = 1.5;

    private static final long LEAST_FREE = 1L << 30;

    private final Brokers brokers;
    private final EngineSettings settings;

    DiskSpaceCheck(Brokers brokers, EngineSettings settings) {
        this.brokers = brokers;
        this.settings = settings;
    }

    @Override
    public String id() {
        return "disk";
    }

    @Override
    public List<Finding> findings() {
        Path there = StateDirCheck.existing(settings.stateDir());
        if (there == null) {
            return List.of(Finding.unknown(id(), "There is no disk of " + settings.stateDir(), ""));
        }
        long free;
        long used;
        try {
            free = Files.getFileStore(there).getUsableSpace();
            used = size(settings.stateDir());
        } catch (IOException e) {
            throw new Unanswered("The disk of " + there + " cannot be looked at: " + e.getMessage(), "", e);
        }
        List<Finding> findings = new ArrayList<>();
        if (free < LEAST_FREE) {
            findings.add(Finding.problem(id(), Bytes.text(free) + " are free for the stores", "Make room, at once"));
        }
        try {
            findings.add(judge(free, used, logBytes()));
        } catch (Unanswered e) {
            findings.add(Finding.unknown(
                    id(),
                    Bytes.text(free) + " are free for the stores; how much they need is not known, since "
                            + e.getMessage(),
                    e.remedy()));
        }
        return findings;
    }

    Finding judge(long free, long used, long log) {
        long needed = (long) (log * STORE_PER_LOG);
        String found = Bytes.text(free) + " are free for the stores, " + Bytes.text(used)
                + " are taken; the logs of all" + " partitions are " + Bytes.text(log);
        return free + used >= needed
                ? Finding.ok(id(), found)
                : Finding.warning(
                        id(),
                        found + ". A node that is left alone cannot hold them all",
                        "Have " + Bytes.text(needed)
                                + " for state.dir, or so many nodes that no one ever holds them all");
    }

    /** The largest replica of each partition, summed. */
    private long logBytes() {
        List<Integer> ids = brokers.nodes().stream().map(Node::id).toList();
        Map<Integer, Map<String, LogDirDescription>> told =
                brokers.ask("tell the sizes of its logs", admin -> admin.describeLogDirs(ids)
                        .allDescriptions());
        Set<String> topics = Set.copyOf(settings.namespaces().values());
        Map<TopicPartition, Long> largest = new HashMap<>();
        told.values().stream().flatMap(dirs -> dirs.values().stream()).forEach(dir -> dir.replicaInfos()
                .forEach((partition, replica) -> {
                    if (topics.contains(partition.topic())) {
                        largest.merge(partition, replica.size(), Math::max);
                    }
                }));
        return largest.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Files that a running node deletes meanwhile are not counted. */
    private static long size(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.find(folder, 16, (path, attributes) -> attributes.isRegularFile())) {
            return files.mapToLong(DiskSpaceCheck::fileSize).sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long fileSize(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).size();
        } catch (IOException gone) {
            return 0;
        }
    }
}
