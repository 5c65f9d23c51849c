package io.rivulet.broker;

import java.nio.file.Path;

/**
 * Where a broker keeps its log and where it listens.
 *
 * @param dataDir created when it is missing; belongs to one broker at a time
 * @param port the port for clients on 127.0.0.1, {@value #FREE_PORT} to take a free one at each start
 */
public record BrokerSettings(Path dataDir, int port) {

    /** Any port that is free. */
    public static final int FREE_PORT = 0;

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is from 0 to 65535; it was " + port);
        }
    }

    /** A broker on a free port. */
    public static BrokerSettings in(Path dataDir) {
        return new BrokerSettings(dataDir, FREE_PORT);
    }
}
