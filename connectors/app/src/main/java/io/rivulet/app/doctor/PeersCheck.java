package io.rivulet.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether the other nodes, as one that runs names them, are reached from here, and are those that they are said to be. */
final class PeersCheck implements Check {

    private final NodeProbe probe;
    private final String entry;

    /** Takes host:port of a node that runs. */
    PeersCheck(NodeProbe probe, String entry) {
        this.probe = probe;
        this.entry = entry;
    }

    @Override
    public String id() {
        return "peers";
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode node : nodes(probe, entry)) {
            String address = node.path("node").asText();
            try {
                findings.add(judge(address, probe.get(address, "/v1/node")));
            } catch (IOException | IllegalArgumentException e) {
                findings.add(Finding.problem(
                        id(),
                        "The node " + address + " is not reached from here: " + e,
                        "Look whether it runs, at its application.server, and at the network between"));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(id(), "No other node is in the group"));
        }
        return findings;
    }

    /** The nodes that one names, itself included. */
    static List<JsonNode> nodes(NodeProbe probe, String entry) {
        try {
            NodeProbe.Reply reply = probe.get(entry, "/v1/cluster");
            JsonNode nodes = reply.body().path("nodes");
            if (!nodes.isArray()) {
                throw new IOException("it answered with status " + reply.status());
            }
            List<JsonNode> list = new ArrayList<>();
            nodes.forEach(list::add);
            return list;
        } catch (IOException | IllegalArgumentException e) {
            throw new Unanswered(
                    "The node at " + entry + " does not tell of the others: " + e.getMessage(),
                    "Name a node that runs with --peer host:port",
                    e);
        }
    }

    Finding judge(String address, NodeProbe.Reply reply) {
        String said = reply.body().path("node").asText("");
        if (!said.equals(address)) {
            return Finding.problem(
                    id(),
                    "At " + address + " answers " + (said.isEmpty() ? "no node (status " + reply.status() + ")" : said),
                    "Give each node an application.server of its own, by which it is reached");
        }
        String state = reply.body().path("state").asText();
        return state.equals("failed")
                ? Finding.problem(id(), "The node " + address + " has failed", "Look at its log")
                : Finding.ok(id(), "The node " + address + " is reached; it is " + state);
    }
}
