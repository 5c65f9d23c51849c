package io.rivulet.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * The settings of webhooks.
 *
 * @param allowedHosts names or addresses that are allowed though they are not public
 * @param timeout from the connection to the end of the answer
 * @param concurrency deliveries to one host at one time
 */
public record WebhookSettings(List<String> allowedHosts, Duration timeout, int concurrency) {

    public static final String ALLOWED_HOSTS = "webhook.allowed.hosts";
    public static final String TIMEOUT = "webhook.timeout.ms";
    public static final String CONCURRENCY = "webhook.concurrency";

    /** Every key of webhooks. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    ALLOWED_HOSTS,
                    ConfigDef.Type.LIST,
                    List.of(),
                    Importance.MEDIUM,
                    "Names or addresses of hosts that webhooks may be sent to though their addresses are private, loopback or "
                            + "link-local. All others must have a public address.")
            .define(
                    TIMEOUT,
                    ConfigDef.Type.LONG,
                    10_000L,
                    Range.between(100, 600_000),
                    Importance.MEDIUM,
                    "How long a receiver may take to answer a webhook, in milliseconds.")
            .define(
                    CONCURRENCY,
                    ConfigDef.Type.INT,
                    4,
                    Range.between(1, 256),
                    Importance.LOW,
                    "Webhooks that are under way to one host at one time, of all streams; of one stream there is one.");

    public WebhookSettings {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** Reads the values; other keys are not looked at. */
    public static WebhookSettings of(Map<String, ?> values) {
        AbstractConfig config = new AbstractConfig(DEFINITION, values, false);
        return new WebhookSettings(
                config.getList(ALLOWED_HOSTS), Duration.ofMillis(config.getLong(TIMEOUT)), config.getInt(CONCURRENCY));
    }
}
