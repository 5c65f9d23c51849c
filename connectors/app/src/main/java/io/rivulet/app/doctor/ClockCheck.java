package io.rivulet.app.doctor;

import io.rivulet.engine.EngineSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How far this machine's clock is from the others'. Brokers do not tell theirs, and nothing is written to find out: the newest
 * record that has a broker's time says only that the broker's clock is not behind it.
 */
final class ClockCheck implements Check {

    private static final Duration TOO_FAR = Duration.ofSeconds(2);
    private static final String REMEDY = "Let NTP set the clocks of all machines";

    private final Brokers brokers;
    private final EngineSettings settings;
    private final NodeProbe probe;
    private final String entry;
    private final InstantSource clock;

    /** Takes host:port of a node that runs. */
    ClockCheck(Brokers brokers, EngineSettings settings, NodeProbe probe, String entry, InstantSource clock) {
        this.brokers = brokers;
        this.settings = settings;
        this.probe = probe;
        this.entry = entry;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "clock";
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(brokers(newestRecord(), clock.instant()));
        } catch (Unanswered e) {
            findings.add(e.finding(id()));
        }
        try {
            PeersCheck.nodes(probe, entry)
                    .forEach(node -> findings.add(node(node.path("node").asText())));
        } catch (Unanswered noNodes) {
            // The check of the peers says so.
            return findings;
        }
        return findings;
    }

    /** Milliseconds; empty when no record has a broker's time. */
    private OptionalLong newestRecord() {
        return settings.namespaces().values().stream()
                .filter(this::hasBrokerTimes)
                .map(topic -> TopicCheck.describe(brokers, topic))
                .flatMap(topic -> newest(topic).values().stream())
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .filter(millis -> millis >= 0)
                .max();
    }

    private boolean hasBrokerTimes(String topic) {
        return brokers.configOf(new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                .value()
                .equals("LogAppendTime");
    }

    private Map<TopicPartition, ListOffsetsResultInfo> newest(TopicDescription topic) {
        Map<TopicPartition, OffsetSpec> wanted = topic.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic.name(), partition.partition()),
                        partition -> OffsetSpec.maxTimestamp()));
        return brokers.ask("tell the newest record of " + topic.name(), admin -> admin.listOffsets(wanted)
                .all());
    }

    Finding brokers(OptionalLong newest, Instant now) {
        if (newest.isEmpty()) {
            return Finding.unknown(id(), "No record has a broker's time, so the brokers' clocks are not known", "");
        }
        Duration ahead = Duration.between(now, Instant.ofEpochMilli(newest.getAsLong()));
        if (ahead.compareTo(TOO_FAR) > 0) {
            return Finding.warning(
                    id(), "A broker's clock is at least " + ahead.toMillis() + " ms ahead of this machine's", REMEDY);
        }
        Duration age = ahead.negated();
        return age.compareTo(TOO_FAR) <= 0
                ? Finding.ok(id(), "This clock is not ahead of the brokers' by more than " + TOO_FAR.toSeconds() + " s")
                : Finding.unknown(
                        id(),
                        "The newest record is " + age.toSeconds()
                                + " s old: this clock may be ahead of the brokers' by as much,"
                                + " and is not known to be behind",
                        "Run it again while events are appended");
    }

    private Finding node(String address) {
        try {
            Instant before = clock.instant();
            NodeProbe.Reply reply = probe.get(address, "/v1/node");
            return reply.clock()
                    .map(told -> node(address, before, told, clock.instant()))
                    .orElseGet(() -> Finding.unknown(id(), "The node " + address + " does not tell its clock", ""));
        } catch (IOException | IllegalArgumentException e) {
            return Finding.unknown(id(), "The node " + address + " is not reached, so its clock is not known", "");
        }
    }

    /** The node told its time, cut to the second, between two moments here. */
    Finding node(String address, Instant before, Instant told, Instant after) {
        Duration ahead = Duration.between(after, told);
        Duration behind = Duration.between(told.plusSeconds(1), before);
        Duration apart = ahead.compareTo(behind) > 0 ? ahead : behind;
        return apart.compareTo(TOO_FAR) > 0
                ? Finding.warning(
                        id(),
                        "The clock of the node " + address + " is " + apart.toMillis() + " ms or more from this one",
                        REMEDY)
                : Finding.ok(id(), "The clock of the node " + address + " is within seconds of this one");
    }
}
