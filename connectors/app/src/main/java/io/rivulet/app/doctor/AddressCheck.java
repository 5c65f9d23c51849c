package io.rivulet.app.doctor;

import io.rivulet.engine.EngineSettings;
import io.rivulet.http.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether {@code application.server} is an address under which other nodes reach this one, and no other. */
final class AddressCheck implements Check {

    private static final String FORM = "Set application.server to host:port, as the other nodes reach this one";

    private final NodeProbe probe;
    private final String given;
    private final String httpHost;
    private final int httpPort;

    AddressCheck(NodeProbe probe, EngineSettings engine, HttpSettings http) {
        this(probe, engine.applicationServer(), http.host(), http.port());
    }

    AddressCheck(NodeProbe probe, String given, String httpHost, int httpPort) {
        this.probe = probe;
        this.given = given;
        this.httpHost = httpHost;
        this.httpPort = httpPort;
    }

    @Override
    public String id() {
        return "address";
    }

    @Override
    public List<Finding> findings() {
        Optional<HostPort> parsed = HostPort.of(given);
        if (parsed.isEmpty()) {
            return List.of(Finding.problem(id(), "application.server is " + given + ", which is not host:port", FORM));
        }
        HostPort server = parsed.get();
        InetAddress address;
        InetAddress listening;
        try {
            address = InetAddress.getByName(server.bareHost());
            listening = InetAddress.getByName(httpHost);
        } catch (UnknownHostException e) {
            return List.of(Finding.problem(
                    id(), "application.server is " + server + ", and this host has no address here", FORM));
        }
        List<Finding> findings = new ArrayList<>(judge(server, address, listening));
        if (findings.stream().noneMatch(finding -> finding.mark() == Mark.PROBLEM)) {
            findings.add(identity(server));
        }
        return findings;
    }

    List<Finding> judge(HostPort server, InetAddress address, InetAddress listening) {
        List<Finding> findings = new ArrayList<>();
        if (address.isAnyLocalAddress()) {
            findings.add(Finding.problem(
                    id(), "application.server is " + server + ", which is every address and none to go to", FORM));
        } else if (listening.isLoopbackAddress() && !address.isLoopbackAddress()) {
            findings.add(Finding.problem(
                    id(),
                    "application.server is " + server + ", but http.host is " + httpHost
                            + ", which no other machine reaches",
                    "Set http.host to an address of this machine's network, and see http.insecure.bind"));
        } else if (address.isLoopbackAddress()) {
            findings.add(Finding.warning(
                    id(),
                    "application.server is " + server + ", which only nodes on this machine reach",
                    "Set it to this machine's name as soon as there are nodes on others"));
        }
        if (httpPort != 0 && httpPort != server.port()) {
            findings.add(Finding.warning(
                    id(),
                    "application.server has port " + server.port() + ", HTTP listens on " + httpPort,
                    "Make them the same, unless something between forwards the one to the other"));
        }
        return findings;
    }

    private Finding identity(HostPort server) {
        try {
            return judge(server, probe.get(server.toString(), "/v1/node"));
        } catch (IOException e) {
            return Finding.unknown(
                    id(),
                    "Nothing answers at " + server + " now, so whether others reach it is not known",
                    "Run it again while the node runs");
        }
    }

    Finding judge(HostPort server, NodeProbe.Reply reply) {
        String node = reply.body().path("node").asText("");
        if (node.equals(server.toString())) {
            return Finding.ok(id(), "application.server is " + server + ", and the node there is it");
        }
        return node.isEmpty()
                ? Finding.problem(
                        id(),
                        "What answers at " + server + " is no node (status " + reply.status() + ")",
                        "Free the port, or correct application.server")
                : Finding.problem(
                        id(),
                        "The node at " + server + " says that it is " + node,
                        "Give each node an application.server of its own, by which it is reached");
    }
}
