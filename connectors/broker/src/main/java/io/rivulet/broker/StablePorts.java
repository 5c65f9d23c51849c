package io.rivulet.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Ports for a process that is to come back to them: free now, and below those that the system gives to outgoing connections
 * (32768 on Linux). One of those may be in use when it is wanted again, even by a client that tries to reach the very process
 * that is away.
 */
public final class StablePorts {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private final String host;
    private final RandomGenerator random;

    public StablePorts(String host, RandomGenerator random) {
        this.host = host;
        this.random = random;
    }

    /** Different ports, none of which anybody listens on. They are not reserved. */
    public List<Integer> pick(int count) {
        return random.ints(FIRST, END)
                .distinct()
                .limit(END - FIRST)
                .filter(this::isFree)
                .limit(count)
                .boxed()
                .toList();
    }

    private boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
