package io.rivulet.app.cluster;

import io.rivulet.api.StreamPath;
import io.rivulet.wire.Partitions;
import java.util.stream.IntStream;

/** Paths of streams that live in a wanted partition. */
public final class PartitionPath {

    private PartitionPath() {}

    /** The first path below a prefix whose stream lives in the partition. */
    public static String of(String prefix, int partition, int partitions) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> prefix + "/" + i)
                .filter(path -> Partitions.of(StreamPath.normalise(path).toKey(), partitions) == partition)
                .findFirst()
                .orElseThrow();
    }
}
