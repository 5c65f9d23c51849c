package io.rivulet.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The ports of a broker, found free. They are reserved only while this is open: close it right before binding them. A
 * broker must know its ports before it starts, since they are part of its configuration.
 */
final class FreePorts implements AutoCloseable {

    private final ServerSocket client;
    private final ServerSocket controller;

    private FreePorts(ServerSocket client, ServerSocket controller) {
        this.client = client;
        this.controller = controller;
    }

    /** Reserves the wanted ports, {@link BrokerSettings#FREE_PORT} for any. */
    static FreePorts reserve(String host, int client, int controller) {
        ServerSocket forClients = bind(host, client);
        try {
            return new FreePorts(forClients, bind(host, controller));
        } catch (BrokerStartException e) {
            close(forClients);
            throw e;
        }
    }

    int client() {
        return client.getLocalPort();
    }

    int controller() {
        return controller.getLocalPort();
    }

    @Override
    public void close() {
        close(client);
        close(controller);
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A reserved port cannot be released", e);
        }
    }

    private static ServerSocket bind(String host, int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return socket;
        } catch (IOException e) {
            throw new BrokerStartException(
                    "Port " + port + " of " + host
                            + " is taken or not of this machine: name another, or 0 for a free one",
                    e);
        }
    }
}
