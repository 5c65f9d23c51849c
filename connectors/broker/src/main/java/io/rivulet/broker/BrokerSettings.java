package io.rivulet.broker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker keeps its log, where it listens, and with whom it is a cluster.
 *
 * @param dataDir created when it is missing; belongs to one broker at a time
 * @param host the address that it listens on, and under which clients and the other brokers find it
 * @param port the port for clients, {@value #FREE_PORT} to take a free one at each start
 * @param cluster null when it is alone
 */
public record BrokerSettings(Path dataDir, String host, int port, @Nullable BrokerCluster cluster) {

    /** Any port that is free. */
    public static final int FREE_PORT = 0;

    /** What nobody outside this machine reaches. */
    public static final String LOOPBACK = "127.0.0.1";

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is from 0 to 65535; it was " + port);
        }
    }

    /** A broker alone, on a port of the loopback address. */
    public BrokerSettings(Path dataDir, int port) {
        this(dataDir, LOOPBACK, port, null);
    }

    /** A broker alone, on a free port of the loopback address. */
    public static BrokerSettings in(Path dataDir) {
        return new BrokerSettings(dataDir, FREE_PORT);
    }
}
