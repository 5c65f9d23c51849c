package io.rivulet.app.processes;

import io.rivulet.broker.Voter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who is who in a cluster on one machine: where each process listens, and what it keeps where below the data folder.
 *
 * @param data the folder of everything
 * @param clusterId of the brokers
 */
public record ClusterLayout(Path data, String clusterId, List<BrokerPlace> brokers, List<NodePlace> nodes) {

    private static final int BROKER_HEAP_MEGABYTES = 384;
    private static final int NODE_HEAP_MEGABYTES = 512;
    private static final Pattern BROKER_READY = Pattern.compile("The broker is ready: (\\S+) ");
    private static final Pattern NODE_READY = Pattern.compile("Rivulet is ready: (\\S+) ");

    public ClusterLayout {
        brokers = List.copyOf(brokers);
        nodes = List.copyOf(nodes);
    }

    /** Where a broker listens: for clients, and for the other brokers as a controller. */
    public record BrokerPlace(int id, String host, int port, int controllerPort) {}

    /** Where a node listens. Its number is from 1. */
    public record NodePlace(int number, String host, int port) {

        /** As the other nodes reach it. */
        public String address() {
            return host + ":" + port;
        }
    }

    /** Where clients of Kafka begin. */
    public String bootstrapServers() {
        return brokers.stream()
                .map(broker -> broker.host() + ":" + broker.port())
                .collect(Collectors.joining(","));
    }

    /** What belongs to one node. */
    public Path folder(NodePlace node) {
        return data.resolve("node-" + node.number());
    }

    Child.Plan plan(BrokerPlace broker) {
        String name = "broker-" + broker.id();
        String quorum = brokers.stream()
                .map(voter -> new Voter(voter.id(), voter.host(), voter.controllerPort()).toString())
                .collect(Collectors.joining(","));
        List<String> arguments = List.of(
                "broker",
                "--data",
                data.resolve(name).toString(),
                "--host",
                broker.host(),
                "--port",
                String.valueOf(broker.port()),
                "--id",
                String.valueOf(broker.id()),
                "--quorum",
                quorum,
                "--cluster-id",
                clusterId);
        return new Child.Plan(
                "broker " + broker.id(), ProgramCommand.of(BROKER_HEAP_MEGABYTES, arguments), log(name), BROKER_READY);
    }

    /** @param settings a file with what this node is told */
    Child.Plan plan(NodePlace node, Path settings) {
        List<String> arguments = List.of("serve", "--config", settings.toString());
        return new Child.Plan(
                "node " + node.number(),
                ProgramCommand.of(NODE_HEAP_MEGABYTES, arguments),
                log("node-" + node.number()),
                NODE_READY);
    }

    private Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }
}
