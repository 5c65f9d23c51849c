package io.rivulet.app.doctor;

import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.KafkaSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigResource;

/** Whether the brokers take the session timeout of the node's groups, and keep their offsets safe. */
final class GroupCheck implements Check {

    private static final String SHORTEST = "group.min.session.timeout.ms";
    private static final String LONGEST = "group.max.session.timeout.ms";
    private static final String OFFSET_REPLICAS = "offsets.topic.replication.factor";

    private final Brokers brokers;
    private final EngineSettings settings;

    GroupCheck(Brokers brokers, EngineSettings settings) {
        this.brokers = brokers;
        this.settings = settings;
    }

    @Override
    public String id() {
        return "group";
    }

    @Override
    public List<Finding> findings() {
        int nodes = brokers.nodes().size();
        String any = brokers.nodes().iterator().next().idString();
        Map<String, String> told = new HashMap<>();
        brokers.configOf(new ConfigResource(ConfigResource.Type.BROKER, any))
                .entries()
                .forEach(entry -> told.put(entry.name(), String.valueOf(entry.value())));
        List<Finding> findings = new ArrayList<>();
        findings.add(session(sessionMillis(settings), told));
        findings.add(offsets(nodes, told));
        return findings;
    }

    /** What a node of these settings asks for. */
    static long sessionMillis(EngineSettings settings) {
        String namespace = settings.namespaces().keySet().iterator().next();
        Properties streams = KafkaSettings.streams(settings, namespace);
        Object millis = streams.get("consumer." + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        return Long.parseLong(String.valueOf(millis));
    }

    Finding session(long wanted, Map<String, String> broker) {
        long shortest = Long.parseLong(broker.getOrDefault(SHORTEST, "0"));
        long longest = Long.parseLong(broker.getOrDefault(LONGEST, String.valueOf(Long.MAX_VALUE)));
        if (wanted < shortest) {
            return Finding.warning(
                    id(),
                    "The brokers have " + SHORTEST + "=" + shortest + ", a node wants sessions of " + wanted
                            + " ms: it takes the longer ones, and a dead node is missed later",
                    "Set " + SHORTEST + "=" + wanted + " or less on every broker");
        }
        if (wanted > longest) {
            return Finding.problem(
                    id(),
                    "The brokers have " + LONGEST + "=" + longest + "; a node wants sessions of " + wanted + " ms",
                    "Set session.timeout.ms=" + longest + " or less on every node");
        }
        return Finding.ok(id(), "The brokers take sessions of " + wanted + " ms (" + SHORTEST + "=" + shortest + ")");
    }

    Finding offsets(int brokers, Map<String, String> broker) {
        int replicas = Integer.parseInt(broker.getOrDefault(OFFSET_REPLICAS, "1"));
        String found = OFFSET_REPLICAS + "=" + replicas;
        if (replicas < Math.min(brokers, BrokersCheck.SAFE_BROKERS)) {
            return Finding.warning(
                    id(),
                    found + " on " + brokers + " brokers: with the one that coordinates the group away, no node folds",
                    "Set it to 3 before the first start; for a topic that is there, reassign __consumer_offsets");
        }
        return replicas > brokers
                ? Finding.problem(
                        id(),
                        found + " on " + brokers + " brokers: the group's offsets cannot be kept",
                        "Set it to " + brokers + " or less, or add brokers")
                : Finding.ok(id(), found);
    }
}
