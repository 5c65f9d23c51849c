package io.rivulet.broker;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The brokers that are one cluster, as one of them sees it. Each is broker and controller, so all of them vote; who they are
 * is fixed.
 *
 * @param id the same for all; a log never changes the cluster it is of
 * @param self the id of the broker whose settings these are
 * @param voters all brokers, this one too
 */
public record BrokerCluster(String id, int self, List<Voter> voters) {

    public BrokerCluster {
        voters = List.copyOf(voters);
        if (id.isBlank()) {
            throw new IllegalArgumentException("a cluster has an id");
        }
        if (voters.stream().map(Voter::id).distinct().count() != voters.size()) {
            throw new IllegalArgumentException("each broker stands once among the voters; they were " + voters);
        }
        if (voters.stream().noneMatch(voter -> voter.id() == self)) {
            throw new IllegalArgumentException("broker " + self + " is not among the voters " + voters);
        }
    }

    /** Reads voters as {@code id@host:port,...}. */
    public static List<Voter> parseVoters(String text) {
        return Stream.of(text.split(",", -1)).map(Voter::parse).toList();
    }

    /** This broker among the voters. */
    Voter own() {
        return voters.stream().filter(voter -> voter.id() == self).findFirst().orElseThrow();
    }

    /** As {@link #parseVoters} reads it, and Kafka too. */
    String votersText() {
        return voters.stream().map(Voter::toString).collect(Collectors.joining(","));
    }
}
