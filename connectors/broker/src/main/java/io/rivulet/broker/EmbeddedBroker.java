package io.rivulet.broker;

import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Kafka broker in this JVM, its own controller, reachable on 127.0.0.1 only. What it holds survives restarts,
 * clean or not; its address does not, unless the settings name a port.
 *
 * <p>Any number of them run beside each other, each with a data folder of its own. May be used from any thread.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final DataDirLock lock;
    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(DataDirLock lock, KafkaRaftServer server, String bootstrapServers) {
        this.lock = lock;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker on a free port.
     *
     * @param dataDir created when it is missing
     * @throws BrokerStartException when the folder is in use or cannot be used
     */
    public static EmbeddedBroker start(Path dataDir) {
        return start(BrokerSettings.in(dataDir));
    }

    /**
     * Starts a broker and returns when it serves.
     *
     * @throws BrokerStartException when the folder is in use or cannot be used, or the port is taken
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        long began = System.nanoTime();
        DataDirLock lock = DataDirLock.take(settings.dataDir());
        try {
            EmbeddedBroker broker = start(settings, lock);
            LOG.atInfo()
                    .addKeyValue("bootstrapServers", broker.bootstrapServers())
                    .addKeyValue("dataDir", settings.dataDir())
                    .addKeyValue("millis", (System.nanoTime() - began) / 1_000_000)
                    .log("Broker ready");
            return broker;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedBroker start(BrokerSettings settings, DataDirLock lock) {
        Path logDir = LogDir.under(settings.dataDir(), KafkaProperties.NODE_ID, KafkaProperties.CONTROLLER_LISTENER);
        FreePorts ports = FreePorts.reserve(settings.port());
        Properties properties = KafkaProperties.of(logDir, ports.client(), ports.controller());
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        ports.close();
        server.startup();
        return new EmbeddedBroker(lock, server, KafkaProperties.address(ports.client()));
    }

    /** Where clients begin, as host:port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker in good order and lets go of its folder. Idempotent. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }
}
