package io.rivulet.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Picks ports of the loopback address. They are reserved only while this is open: close it right before binding them. A
 * broker must know its ports before it starts, since they are part of its configuration.
 */
final class FreePorts implements AutoCloseable {

    private final ServerSocket client;
    private final ServerSocket controller;

    private FreePorts(ServerSocket client, ServerSocket controller) {
        this.client = client;
        this.controller = controller;
    }

    /** Reserves the wanted port for clients, {@link BrokerSettings#FREE_PORT} for any, and any other for the controller. */
    static FreePorts reserve(int wanted) {
        ServerSocket client = bind(wanted);
        return new FreePorts(client, bind(BrokerSettings.FREE_PORT));
    }

    int client() {
        return client.getLocalPort();
    }

    int controller() {
        return controller.getLocalPort();
    }

    @Override
    public void close() {
        try (client;
                controller) {
            // Closing both is all there is to do.
        } catch (IOException e) {
            throw new IllegalStateException("A reserved port cannot be released", e);
        }
    }

    private static ServerSocket bind(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new BrokerStartException(
                    "Port " + port + " of 127.0.0.1 is taken: name another, or 0 for a free one", e);
        }
    }
}
