package io.rivulet.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.rivulet.engine.EngineSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether heap, cache and write buffers fit into the machine or its container, and caches and buffers on the heap into the heap.
 * The heap is the one that this JVM has: a node started in the same way has the same.
 */
final class MemoryCheck implements Check {

    /** Code, threads, network buffers and what RocksDB takes for its files. */
    private static final long BESIDES = 512L << 20;

    private static final long STREAM_ROW_BYTES = 500;

    private final EngineSettings settings;

    MemoryCheck(EngineSettings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public List<Finding> findings() {
        long heap = Runtime.getRuntime().maxMemory();
        List<Finding> findings = new ArrayList<>();
        findings.add(
                ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                        ? judge(
                                system.getTotalMemorySize(),
                                heap,
                                settings.blockCacheBytes() + settings.writeBufferBytes())
                        : Finding.unknown(id(), "This system does not tell how much memory there is", ""));
        findings.add(heap(heap, cachedRows() + buffers()));
        return findings;
    }

    /** If this node holds every partition. */
    private long cachedRows() {
        long partitions = settings.namespaces().keySet().stream()
                .mapToLong(name -> settings.namespace(name).topicPartitions())
                .sum();
        return partitions * settings.streamCacheRows() * STREAM_ROW_BYTES;
    }

    private long buffers() {
        return 2L * settings.namespaces().size() * settings.maxInFlightBytes();
    }

    Finding judge(long there, long heap, long stores) {
        long needed = heap + stores + BESIDES;
        String found = "There are " + Bytes.text(there) + "; heap " + Bytes.text(heap) + ", stores "
                + Bytes.text(stores) + " and the rest make " + Bytes.text(needed);
        String remedy = "Lower -Xmx, store.block.cache.bytes or store.write.buffer.bytes";
        if (needed > there) {
            return Finding.problem(id(), found + ": the system may kill the node", remedy);
        }
        return needed > there * 0.9
                ? Finding.warning(id(), found + ": nothing is left for the system's file cache", remedy)
                : Finding.ok(id(), found);
    }

    Finding heap(long heap, long wanted) {
        String found = "Stream rows and appends may take " + Bytes.text(wanted) + " of the heap of " + Bytes.text(heap);
        return wanted > heap * 0.7
                ? Finding.warning(
                        id(),
                        found + " if this node holds all partitions",
                        "Raise -Xmx, or lower store.stream.cache.rows or append.max.in.flight.bytes")
                : Finding.ok(id(), found);
    }
}
