package io.rivulet.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What Kafka's broker is configured with: one node that is broker and controller, alone in its cluster. */
final class KafkaProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "PLAINTEXT";
    private static final String HOST = "127.0.0.1";

    /** Above the largest event that a node can be told to take (64 MiB), so that it is never the broker that refuses. */
    private static final int MAX_RECORD_BYTES = 72 << 20;

    private KafkaProperties() {}

    static String address(int port) {
        return HOST + ":" + port;
    }

    static Properties of(Path logDir, int clientPort, int controllerPort) {
        Map<String, Object> values = new HashMap<>();
        values.put("process.roles", "broker,controller");
        values.put("node.id", NODE_ID);
        values.put("log.dirs", logDir.toString());
        listen(values, clientPort, controllerPort);
        standAlone(values);
        startFast(values);
        stayModest(values);
        Properties properties = new Properties();
        values.forEach((key, value) -> properties.put(key, value.toString()));
        return properties;
    }

    /** Ports may differ from start to start, so all that names one is derived from it here. */
    private static void listen(Map<String, Object> values, int clientPort, int controllerPort) {
        values.put(
                "listeners",
                CLIENT_LISTENER + "://" + address(clientPort) + "," + CONTROLLER_LISTENER + "://"
                        + address(controllerPort));
        values.put("advertised.listeners", CLIENT_LISTENER + "://" + address(clientPort));
        values.put(
                "listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        values.put("inter.broker.listener.name", CLIENT_LISTENER);
        values.put("controller.listener.names", CONTROLLER_LISTENER);
        values.put("controller.quorum.voters", NODE_ID + "@" + address(controllerPort));
    }

    /** One replica of everything, and topics only on purpose. */
    private static void standAlone(Map<String, Object> values) {
        values.put("default.replication.factor", 1);
        values.put("min.insync.replicas", 1);
        values.put("offsets.topic.replication.factor", 1);
        values.put("offsets.topic.num.partitions", 1);
        values.put("transaction.state.log.replication.factor", 1);
        values.put("transaction.state.log.min.isr", 1);
        values.put("transaction.state.log.num.partitions", 1);
        values.put("share.coordinator.state.topic.replication.factor", 1);
        values.put("share.coordinator.state.topic.min.isr", 1);
        values.put("share.coordinator.state.topic.num.partitions", 1);
        values.put("auto.create.topics.enable", false);
        values.put("message.max.bytes", MAX_RECORD_BYTES);
        values.put("replica.fetch.max.bytes", MAX_RECORD_BYTES);
    }

    /** Nobody else is waited for; after a crash the broker's own last session must run out first, so it is short. */
    private static void startFast(Map<String, Object> values) {
        values.put("broker.session.timeout.ms", 2_000);
        values.put("broker.heartbeat.interval.ms", 500);
        values.put("group.initial.rebalance.delay.ms", 0);
        values.put("group.min.session.timeout.ms", 1_000);
    }

    /** It shares the machine with the application it serves. */
    private static void stayModest(Map<String, Object> values) {
        values.put("num.network.threads", 2);
        values.put("num.io.threads", 4);
        values.put("background.threads", 2);
        values.put("log.cleaner.dedupe.buffer.size", 8 << 20);
        values.put("group.coordinator.threads", 1);
        values.put("metric.reporters", "");
    }
}
