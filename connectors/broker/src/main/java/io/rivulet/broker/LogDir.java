package io.rivulet.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The folder of Kafka's log. It is formatted once, with a cluster id that stays with it.
 *
 * <p>Formatting is done beside it and moved into place, so that there is no half-formatted log after a crash.
 */
final class LogDir {

    private static final String NAME = "log";

    private LogDir() {}

    /** The log under a data folder, formatted for a broker of a cluster if that has not been done yet. */
    static Path under(Path dataDir, int nodeId, String clusterId) {
        Path log = dataDir.resolve(NAME);
        if (Files.exists(log)) {
            return log;
        }
        Path fresh = dataDir.resolve(NAME + ".new");
        try {
            deleteTree(fresh);
            format(fresh, nodeId, clusterId);
            return Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new BrokerStartException("The log in " + dataDir.toAbsolutePath() + " cannot be formatted: " + e, e);
        }
    }

    private static void format(Path dir, int nodeId, String clusterId) throws IOException {
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(clusterId)
                    .setNodeId(nodeId)
                    .setDirectories(List.of(dir.toString()))
                    .setMetadataLogDirectory(dir.toString())
                    .setControllerListenerName(KafkaProperties.CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setPrintStream(quiet)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Kafka's formatter failed", e);
        }
    }

    private static void deleteTree(Path dir) throws IOException {
        if (!Files.exists(dir)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(dir)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
