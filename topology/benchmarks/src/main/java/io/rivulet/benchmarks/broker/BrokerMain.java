package io.rivulet.benchmarks.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The main class of the broker's process: one node that is broker and controller, on the loopback interface.
 *
 * <p>It takes a new folder for its data, prints its address on one line when it serves, and stops when its input ends; so
 * it never outlives the process that started it.
 */
public final class BrokerMain {

    private static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;

    private BrokerMain() {}

    /** Serves until the input ends. */
    public static void main(String[] args) throws Exception {
        String folder = args[0];
        int port = freePort();
        format(folder);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings(folder, port, freePort())), Time.SYSTEM);
        server.startup();
        System.out.println(HOST + ":" + port);
        System.in.transferTo(OutputStream.nullOutputStream());
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(String folder) throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE_ID)
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(folder))
                .setMetadataLogDirectory(folder)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    /** Kafka's defaults, but for what a single broker needs: one replica of everything, and no waiting for others. */
    private static Map<String, String> settings(String folder, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("process.roles", "broker,controller");
        settings.put("log.dirs", folder);
        settings.put("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A node asks for shorter sessions than Kafka allows unless told to.
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("auto.create.topics.enable", "false");
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
