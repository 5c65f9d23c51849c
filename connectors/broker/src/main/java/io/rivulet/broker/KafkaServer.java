package io.rivulet.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble.VerificationFlag;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Kafka's controller and broker, run together as Kafka's own {@link KafkaRaftServer} runs them, except that stopping is
 * bounded. One thread starts it; any may stop it.
 *
 * <p>A broker that stops asks the controller to move its leaders away, and Kafka waits five minutes for the answer. When all
 * brokers of a cluster stop together, the last ones have no controller to ask any more.
 */
final class KafkaServer {

    /** Time enough to move leaders away, where there is somebody to move them to. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaServer(ControllerServer controller, BrokerServer broker) {
        this.controller = controller;
        this.broker = broker;
    }

    /**
     * Makes one on a formatted log.
     *
     * @throws BrokerStartException when the log is not this broker's
     */
    static KafkaServer on(Path logDir, Properties properties, Optional<String> clusterId) {
        KafkaConfig config = new KafkaConfig(properties);
        MetaPropertiesEnsemble identity = identity(logDir, config.nodeId(), clusterId);
        List<String> voters = config.quorumConfig().voters();
        SharedServer shared = new SharedServer(
                config,
                identity,
                Time.SYSTEM,
                Server$.MODULE$.initializeMetrics(
                        config, Time.SYSTEM, identity.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(voters)),
                List.of(),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        return new KafkaServer(
                new ControllerServer(shared, KafkaRaftServer.configSchema(), firstRecords(logDir)),
                new BrokerServer(shared));
    }

    /** Returns when it serves; in a cluster that is not before most of the brokers are there. */
    void start() {
        controller.startup();
        broker.startup();
    }

    /** Stops in good order. Idempotent. */
    void stop() {
        broker.shutdown(FAREWELL);
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    private static MetaPropertiesEnsemble identity(Path logDir, int nodeId, Optional<String> clusterId) {
        try {
            MetaPropertiesEnsemble identity = new MetaPropertiesEnsemble.Loader()
                    .addMetadataLogDir(logDir.toString())
                    .addLogDirs(List.of(logDir.toString()))
                    .load();
            identity.verify(
                    clusterId,
                    OptionalInt.of(nodeId),
                    EnumSet.of(VerificationFlag.REQUIRE_AT_LEAST_ONE_VALID, VerificationFlag.REQUIRE_METADATA_LOG_DIR));
            return identity;
        } catch (IOException | RuntimeException e) {
            throw new BrokerStartException(
                    "The log in " + logDir.toAbsolutePath() + " is not this broker's: " + e.getMessage(), e);
        }
    }

    private static BootstrapMetadata firstRecords(Path logDir) {
        try {
            return new BootstrapDirectory(logDir.toString()).read();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Kafka cannot read what it has written itself into " + logDir, e);
        }
    }
}
