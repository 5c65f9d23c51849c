package io.rivulet.app.processes;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.processes.ClusterLayout.BrokerPlace;
import io.rivulet.app.processes.ClusterLayout.NodePlace;
import io.rivulet.broker.StablePorts;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * What a cluster on one machine keeps in its data folder, so that it is the same after a restart: its id, how many brokers it
 * has, and the ports that were chosen for it. One thread.
 */
public final class ClusterFile {

    private static final String NAME = "cluster.properties";
    private static final String CLUSTER_ID = "cluster.id";
    private static final String BROKERS = "brokers";

    private final Path data;
    private final Properties kept = new Properties();
    private final RandomGenerator random;

    /** @param random for ports that are not chosen yet */
    public ClusterFile(Path data, RandomGenerator random) {
        this.data = data;
        this.random = random;
        if (isIn(data)) {
            try (Reader reader = Files.newBufferedReader(data.resolve(NAME))) {
                kept.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether a folder is that of a cluster. */
    public static boolean isIn(Path data) {
        return Files.exists(data.resolve(NAME));
    }

    /**
     * Lays a cluster out. What was chosen stays.
     *
     * @param hosts where to listen; the first broker and node on the first one, and round again when there are fewer
     * @param port the first node's, the others' follow; 0 to choose
     * @throws CommandFailure when the folder has another number of brokers
     */
    public ClusterLayout layout(int brokers, int nodes, List<String> hosts, int port) {
        requireBrokers(brokers);
        IntFunction<String> host = number -> hosts.get((number - 1) % hosts.size());
        Deque<Integer> free = new ArrayDeque<>(new StablePorts(hosts.get(0), random).pick(2 * brokers + nodes));
        ClusterLayout layout = new ClusterLayout(
                data,
                keep(CLUSTER_ID, Uuid.randomUuid().toString()),
                IntStream.rangeClosed(1, brokers)
                        .mapToObj(id -> new BrokerPlace(
                                id,
                                host.apply(id),
                                keep("broker." + id + ".port", free.pop()),
                                keep("broker." + id + ".controller.port", free.pop())))
                        .toList(),
                IntStream.rangeClosed(1, nodes)
                        .mapToObj(number -> new NodePlace(
                                number,
                                host.apply(number),
                                port == 0 ? keep("node." + number + ".port", free.pop()) : port + number - 1))
                        .toList());
        write();
        return layout;
    }

    private void requireBrokers(int brokers) {
        String before = keep(BROKERS, String.valueOf(brokers));
        if (!before.equals(String.valueOf(brokers))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The data folder " + data + " is of a cluster of brokers whose number is " + before
                            + ", and that cannot change: use --brokers " + before + ", or another folder");
        }
    }

    private int keep(String key, int value) {
        return Integer.parseInt(keep(key, String.valueOf(value)));
    }

    private String keep(String key, String value) {
        kept.putIfAbsent(key, value);
        return kept.getProperty(key, value);
    }

    private void write() {
        try {
            Files.createDirectories(data);
            try (Writer writer = Files.newBufferedWriter(data.resolve(NAME))) {
                kept.store(writer, "Chosen once; the processes find each other by it.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
