package io.rivulet.app.kafka;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which brokers a command talks to beside the node, and how. */
public final class KafkaOptions {

    /** Somebody waits at a terminal: sooner than Kafka's minute. */
    private static final String PATIENCE_MILLIS = "20000";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "the brokers (default: as the node names them)")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "settings of Kafka's clients as key=value lines, such as security.protocol")
    private @Nullable Path file;

    /**
     * Settings of a Kafka client.
     *
     * @param nodes the brokers as the node names them
     */
    public Properties properties(String nodes) {
        Properties properties = new Properties();
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, nodes);
        if (file != null) {
            load(file, properties);
        }
        if (bootstrapServers != null) {
            properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        }
        return properties;
    }

    private static void load(Path file, Properties properties) {
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.USAGE, "There is no file " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "The file " + file + " cannot be read: " + e, e);
        }
    }
}
