package io.rivulet.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Kafka broker in this JVM, and its controller: alone, or with others as a cluster. What it holds survives
 * restarts, clean or not; its address does not, unless the settings name a port.
 *
 * <p>Any number of them run beside each other, each with a data folder of its own. May be used from any thread.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    /** The id of a broker that is no member of a cluster. */
    private static final int ALONE = 1;

    private final DataDirLock lock;
    private final KafkaServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(DataDirLock lock, KafkaServer server, String bootstrapServers) {
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
     * Starts a broker and returns when it serves. The first broker of a cluster waits for most of the others, so start
     * them together.
     *
     * @throws BrokerStartException when the folder is in use, another's or cannot be used, or a port is taken
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
        BrokerCluster member = settings.cluster();
        int nodeId = member == null ? ALONE : member.self();
        Optional<String> clusterId = Optional.ofNullable(member).map(BrokerCluster::id);
        Path logDir = LogDir.under(settings.dataDir(), nodeId, clusterId.orElseGet(() -> Uuid.randomUuid()
                .toString()));
        int controllerPort =
                member == null ? BrokerSettings.FREE_PORT : member.own().controllerPort();
        KafkaServer server;
        String address;
        try (FreePorts ports = FreePorts.reserve(settings.host(), settings.port(), controllerPort)) {
            BrokerCluster cluster = member == null ? alone(settings.host(), ports.controller()) : member;
            address = settings.host() + ":" + ports.client();
            server = KafkaServer.on(logDir, KafkaProperties.of(logDir, address, cluster), clusterId);
        }
        server.start();
        return new EmbeddedBroker(lock, server, address);
    }

    private static BrokerCluster alone(String host, int controllerPort) {
        return new BrokerCluster("alone", ALONE, List.of(new Voter(ALONE, host, controllerPort)));
    }

    /** Where clients begin, as host:port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker in good order and lets go of its folder. Idempotent. */
    @Override
    public void close() {
        server.stop();
        lock.close();
    }
}
