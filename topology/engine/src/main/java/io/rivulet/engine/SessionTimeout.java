package io.rivulet.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a node may be silent before its partitions go to others: what the settings want, or the least that the brokers
 * allow. Brokers as they come allow no less than six seconds.
 */
final class SessionTimeout {

    private static final Logger LOG = LoggerFactory.getLogger(SessionTimeout.class);
    private static final String LEAST = "group.min.session.timeout.ms";

    /** Kafka's default, taken where the brokers do not tell. */
    private static final long KAFKAS_LEAST = 6_000;

    private final Admin admin;

    SessionTimeout(Admin admin) {
        this.admin = admin;
    }

    Duration of(EngineSettings settings) {
        Duration wanted = settings.sessionTimeout();
        Duration least = Duration.ofMillis(least());
        if (wanted.compareTo(least) >= 0) {
            return wanted;
        }
        LOG.atWarn()
                .addKeyValue("wantedMs", wanted.toMillis())
                .addKeyValue("usedMs", least.toMillis())
                .log("The brokers allow no shorter session, so take-over after a crash is slower;"
                        + " lower group.min.session.timeout.ms on the brokers");
        return least;
    }

    private long least() {
        try {
            Node broker = admin.describeCluster().nodes().get().iterator().next();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            ConfigEntry entry = config == null ? null : config.get(LEAST);
            return entry == null ? KAFKAS_LEAST : Long.parseLong(entry.value());
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof AuthorizationException) {
                LOG.atInfo().log("This node may not read the brokers' configuration; Kafka's default is assumed");
                return KAFKAS_LEAST;
            }
            throw new KafkaException("Kafka could not tell its configuration: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the brokers for their configuration", e);
        }
    }
}
