package io.rivulet.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** A cluster of three, each broker in a JVM of its own. Ids are from 1. */
final class BrokerProcesses implements AutoCloseable {

    private static final int COUNT = 3;

    private final Path dir;
    private final String clusterId = Uuid.randomUuid().toString();
    private final List<Integer> ports = new StablePorts(BrokerSettings.LOOPBACK, new Random()).pick(2 * COUNT);
    private final List<BrokerProcess> brokers = new ArrayList<>();

    /** Returns when all serve. */
    BrokerProcesses(Path dir) throws IOException {
        this.dir = dir;
        List<Process> launched = new ArrayList<>();
        for (int id = 1; id <= COUNT; id++) {
            launched.add(launch(id));
        }
        for (Process process : launched) {
            brokers.add(BrokerProcess.awaitReady(process));
        }
    }

    String bootstrapServers() {
        return brokers.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","));
    }

    BrokerProcess broker(int id) {
        return brokers.get(id - 1);
    }

    void restart(int id) throws IOException {
        brokers.set(id - 1, BrokerProcess.awaitReady(launch(id)));
    }

    private Process launch(int id) throws IOException {
        return BrokerProcess.launch(
                dir.resolve("broker-" + id),
                "--id",
                String.valueOf(id),
                "--port",
                String.valueOf(ports.get(id - 1)),
                "--cluster-id",
                clusterId,
                "--quorum",
                IntStream.rangeClosed(1, COUNT)
                        .mapToObj(voter -> voter + "@127.0.0.1:" + ports.get(COUNT + voter - 1))
                        .collect(Collectors.joining(",")));
    }

    /** SIGTERM for all of them at one time. */
    @Override
    public void close() {
        brokers.forEach(BrokerProcess::stop);
        brokers.forEach(BrokerProcess::close);
    }
}
