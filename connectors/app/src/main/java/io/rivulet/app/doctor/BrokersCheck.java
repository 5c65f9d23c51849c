package io.rivulet.app.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.Node;

/** Whether the brokers are reached, and whether they are a cluster that survives the loss of one. */
final class BrokersCheck implements Check {

    static final int SAFE_BROKERS = 3;

    private static final String FEATURE = "metadata.version";

    private final Brokers brokers;
    private final String bootstrapServers;

    BrokersCheck(Brokers brokers, String bootstrapServers) {
        this.brokers = brokers;
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public String id() {
        return "brokers";
    }

    @Override
    public List<Finding> findings() {
        Collection<Node> nodes;
        try {
            nodes = brokers.reach();
        } catch (Unanswered e) {
            return List.of(Finding.problem(
                    id(),
                    "The brokers at " + bootstrapServers + " were not reached: " + e.getMessage(),
                    "Look whether they run, whether this machine reaches them, and at bootstrap.servers and admin.*"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(number(nodes));
        findings.add(ask(this::version));
        findings.add(ask(this::quorum));
        return findings;
    }

    private Finding ask(Supplier<Finding> question) {
        try {
            return question.get();
        } catch (Unanswered e) {
            return e.finding(id());
        }
    }

    private Finding version() {
        return version(brokers.ask(
                "tell its features", admin -> admin.describeFeatures().featureMetadata()));
    }

    private Finding quorum() {
        return quorum(brokers.ask("tell its controllers", (Admin admin) -> admin.describeMetadataQuorum()
                .quorumInfo()));
    }

    Finding number(Collection<Node> nodes) {
        List<String> addresses = nodes.stream()
                .map(node -> node.host() + ":" + node.port())
                .sorted()
                .toList();
        String found =
                addresses.size() + (addresses.size() == 1 ? " broker: " : " brokers: ") + String.join(", ", addresses);
        return addresses.size() >= SAFE_BROKERS
                ? Finding.ok(id(), found)
                : Finding.warning(
                        id(),
                        found + ". Losing one stops service, or loses events",
                        "Have three brokers or more for anything that must not be lost");
    }

    /** An upgrade of the brokers that was not finished keeps the old features. */
    Finding version(FeatureMetadata features) {
        FinalizedVersionRange inUse = features.finalizedFeatures().get(FEATURE);
        if (inUse == null) {
            return Finding.warning(
                    id(),
                    "The brokers tell no " + FEATURE + ": they are older than Kafka 3.3",
                    "Upgrade them to Kafka 4");
        }
        short newest = features.supportedFeatures().containsKey(FEATURE)
                ? features.supportedFeatures().get(FEATURE).maxVersion()
                : inUse.maxVersionLevel();
        String found = FEATURE + " is at level " + inUse.maxVersionLevel();
        return inUse.maxVersionLevel() >= newest
                ? Finding.ok(id(), found)
                : Finding.warning(
                        id(),
                        found + ", the brokers support " + newest + ": an upgrade was not finished",
                        "When it shall stay: kafka-features.sh upgrade");
    }

    Finding quorum(QuorumInfo quorum) {
        int voters = quorum.voters().size();
        String found = voters + (voters == 1 ? " controller" : " controllers") + ", led by " + quorum.leaderId();
        if (quorum.leaderId() < 0) {
            return Finding.problem(id(), "The controllers have no leader", "Look at the controllers' logs");
        }
        return voters >= SAFE_BROKERS
                ? Finding.ok(id(), found)
                : Finding.warning(
                        id(), found + ". Losing one stops elections and new topics", "Have three controllers");
    }
}
