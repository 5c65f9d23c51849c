package io.rivulet.app.kafka;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.Printable;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Turns what Kafka's clients throw into what a command says. */
public final class KafkaFailures {

    private KafkaFailures() {}

    public static CommandFailure of(Properties kafka, KafkaException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (failure instanceof ConfigException || cause instanceof ConfigException) {
            return new CommandFailure(ExitCode.USAGE, "The settings for Kafka are wrong: " + said(cause), failure);
        }
        return new CommandFailure(
                ExitCode.UNAVAILABLE,
                "The brokers at " + kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) + " do not do it ("
                        + said(cause) + "): can they be reached from here, and is --kafka-config right?",
                failure);
    }

    private static String said(Throwable cause) {
        return Printable.of(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }
}
