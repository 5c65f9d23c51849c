package io.rivulet.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the program logs; what is in {@code logback.xml} unless it is told otherwise. */
public final class Logging {

    private Logging() {}

    /** Everything that may help to find out what goes on. */
    static void verbose() {
        level(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.INFO);
        level("io.rivulet", Level.DEBUG);
    }

    /** A broker that begins and ends with its clients warns of what is normal then; a node alone has nobody to stand by. */
    public static void hushOwnBroker() {
        for (String name : new String[] {
            "org.apache.kafka.controller",
            "org.apache.kafka.clients.NetworkClient",
            "org.apache.kafka.streams.processor.internals.assignment"
        }) {
            level(name, Level.ERROR);
        }
    }

    /** A command that tells itself that brokers are away need not hear it from Kafka's clients again and again. */
    public static void hushConnections() {
        level("org.apache.kafka.clients.NetworkClient", Level.ERROR);
    }

    private static void level(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
