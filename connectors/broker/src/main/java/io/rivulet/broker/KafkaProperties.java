package io.rivulet.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What Kafka's broker is configured with: one node that is broker and controller, alone or one of a few. */
final class KafkaProperties {

    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "PLAINTEXT";

    /** Above the largest event that a node can be told to take (64 MiB), so that it is never the broker that refuses. */
    private static final int MAX_RECORD_BYTES = 72 << 20;

    /** More copies than this nobody asks of brokers on one machine. */
    private static final int MOST_REPLICAS = 3;

    private KafkaProperties() {}

    /**
     * @param client host:port for clients
     * @param cluster with the one voter, when it is alone
     */
    static Properties of(Path logDir, String client, BrokerCluster cluster) {
        Map<String, Object> values = new HashMap<>();
        values.put("process.roles", "broker,controller");
        values.put("node.id", cluster.self());
        values.put("log.dirs", logDir.toString());
        listen(values, client, cluster);
        replicate(values, Math.min(MOST_REPLICAS, cluster.voters().size()));
        keepEverything(values);
        if (cluster.voters().size() == 1) {
            startFast(values);
        } else {
            failOverFast(values);
        }
        serveAtOnce(values);
        stayModest(values);
        Properties properties = new Properties();
        values.forEach((key, value) -> properties.put(key, value.toString()));
        return properties;
    }

    /** Ports may differ from start to start, so all that names one is derived from it here. */
    private static void listen(Map<String, Object> values, String client, BrokerCluster cluster) {
        Voter own = cluster.own();
        values.put(
                "listeners",
                CLIENT_LISTENER + "://" + client + "," + CONTROLLER_LISTENER + "://" + own.host() + ":"
                        + own.controllerPort());
        values.put("advertised.listeners", CLIENT_LISTENER + "://" + client);
        values.put(
                "listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        values.put("inter.broker.listener.name", CLIENT_LISTENER);
        values.put("controller.listener.names", CONTROLLER_LISTENER);
        values.put("controller.quorum.voters", cluster.votersText());
    }

    /** As many replicas of everything as there are brokers; of three, one may be missing and all is still taken. */
    private static void replicate(Map<String, Object> values, int replicas) {
        int inSync = replicas < MOST_REPLICAS ? 1 : 2;
        values.put("default.replication.factor", replicas);
        values.put("min.insync.replicas", inSync);
        values.put("offsets.topic.replication.factor", replicas);
        values.put("offsets.topic.num.partitions", 1);
        values.put("transaction.state.log.replication.factor", replicas);
        values.put("transaction.state.log.min.isr", inSync);
        values.put("transaction.state.log.num.partitions", 1);
        values.put("share.coordinator.state.topic.replication.factor", replicas);
        values.put("share.coordinator.state.topic.min.isr", inSync);
        values.put("share.coordinator.state.topic.num.partitions", 1);
    }

    /** Topics only on purpose, and no leader that lacks what was acknowledged. */
    private static void keepEverything(Map<String, Object> values) {
        values.put("auto.create.topics.enable", false);
        values.put("unclean.leader.election.enable", false);
        values.put("message.max.bytes", MAX_RECORD_BYTES);
        values.put("replica.fetch.max.bytes", MAX_RECORD_BYTES);
    }

    /** Nobody else is waited for; after a crash the broker's own last session must run out first, so it is short. */
    private static void startFast(Map<String, Object> values) {
        values.put("broker.session.timeout.ms", 2_000);
        values.put("broker.heartbeat.interval.ms", 500);
    }

    /**
     * A broker that is gone is replaced within some seconds: a new controller in two, new leaders in four more. Less is taken
     * for a failure when all of them share two busy cores.
     */
    private static void failOverFast(Map<String, Object> values) {
        values.put("broker.session.timeout.ms", 4_000);
        values.put("broker.heartbeat.interval.ms", 500);
        values.put("controller.quorum.fetch.timeout.ms", 1_500);
        values.put("controller.quorum.election.timeout.ms", 1_000);
        values.put("controller.quorum.election.backoff.max.ms", 300);
        values.put("controller.quorum.request.timeout.ms", 1_500);
        // A controller that is stopped, not dead, answers nothing for as long as it is asked.
        values.put("controller.socket.timeout.ms", 5_000);
        values.put("replica.lag.time.max.ms", 5_000);
        values.put("replica.fetch.backoff.ms", 250);
    }

    /** Groups come and go quickly here, and a node that is gone must not hold its partitions. */
    private static void serveAtOnce(Map<String, Object> values) {
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
