package io.rivulet.http;

import io.rivulet.http.imports.Imports;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The validated settings of the HTTP connector. Keys, defaults and units are in {@link #DEFINITION}. */
public final class HttpSettings {

    public static final String HOST = "http.host";
    public static final String PORT = "http.port";
    public static final String INSECURE_BIND = "http.insecure.bind";
    public static final String ALLOWED_HOSTS = "http.allowed.hosts";
    public static final String MAX_BODY_BYTES = "http.max.body.bytes";
    public static final String MAX_THREADS = "http.max.threads";
    public static final String IDLE_TIMEOUT = "http.idle.timeout.ms";
    public static final String SEND_BUFFER = "http.socket.send.buffer.bytes";
    public static final String HEARTBEAT_INTERVAL = "http.heartbeat.interval.ms";
    public static final String DRAIN_TIMEOUT = "http.drain.timeout.ms";
    public static final String ROUTING_PATIENCE = "http.routing.patience.ms";
    public static final String IMPORT_CONCURRENT = "http.import.concurrent";
    public static final String IMPORT_MAX_LINE_BYTES = "http.import.max.line.bytes";
    public static final String IMPORT_WINDOW_EVENTS = "http.import.window.events";
    public static final String IMPORT_PATIENCE = "http.import.patience.ms";

    /** Every key of the connector. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    HOST,
                    ConfigDef.Type.STRING,
                    "127.0.0.1",
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "The address to listen on. Any but a loopback address needs " + INSECURE_BIND + ".")
            .define(
                    PORT,
                    ConfigDef.Type.INT,
                    8080,
                    Range.between(0, 65_535),
                    Importance.HIGH,
                    "The port to listen on; 0 takes a free one.")
            .define(
                    INSECURE_BIND,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    Importance.HIGH,
                    "Whether to listen on an address that others can reach. There is no authentication yet: whoever reaches the "
                            + "port reads and appends everything. Set it only behind something that authenticates.")
            .define(
                    ALLOWED_HOSTS,
                    ConfigDef.Type.LIST,
                    "",
                    Importance.MEDIUM,
                    "Names under which clients may address this node, besides its addresses, localhost, http.host and the host of "
                            + "application.server; * is any. Requests for other names are answered 421, so that no web page can make "
                            + "a name of its own mean this node. Not set, a node that listens on a loopback address takes no others, "
                            + "and one that others can reach takes any.")
            .define(
                    MAX_BODY_BYTES,
                    ConfigDef.Type.INT,
                    8 << 20,
                    Range.between(1024, 1 << 30),
                    Importance.MEDIUM,
                    "The largest body of an append, in bytes. Bodies are held in memory, so this times the appends at one "
                            + "time bounds what they take. Above it appends answer 413.")
            .define(
                    MAX_THREADS,
                    ConfigDef.Type.INT,
                    64,
                    Range.between(8, 4096),
                    Importance.LOW,
                    "Threads that serve requests. None waits for a verdict or a slow client; reads take one each. Raise it when reads "
                            + "queue while cores and disks are idle.")
            .define(
                    IDLE_TIMEOUT,
                    ConfigDef.Type.LONG,
                    60_000L,
                    Range.between(100, 3_600_000),
                    Importance.LOW,
                    "How long a connection may be silent, or a client may take nothing of its answer, in milliseconds, before "
                            + "it is closed. Lower it to get rid of dead clients sooner.")
            .define(
                    SEND_BUFFER,
                    ConfigDef.Type.INT,
                    -1,
                    Range.between(-1, 1 << 30),
                    Importance.LOW,
                    "How much of what is sent to a client the operating system may keep until the client takes it, in bytes for each "
                            + "connection; -1 leaves it to the system. A live tail that nobody reads costs this much memory outside of "
                            + "the node's, a few megabytes on many systems. Lower it when thousands of clients are slow; a connection "
                            + "to a distant client carries no more than this in a round trip.")
            .define(
                    HEARTBEAT_INTERVAL,
                    ConfigDef.Type.LONG,
                    15_000L,
                    Range.between(100, 3_600_000),
                    Importance.LOW,
                    "How often a live tail with nothing to say sends a comment, in milliseconds. Lower it below what the "
                            + "proxies on the way allow a connection to be silent.")
            .define(
                    DRAIN_TIMEOUT,
                    ConfigDef.Type.LONG,
                    5_000L,
                    Range.between(0, 600_000),
                    Importance.LOW,
                    "How long requests that run may still take when the node closes, in milliseconds. Raise it when rolling "
                            + "restarts cut off long reads.")
            .define(
                    ROUTING_PATIENCE,
                    ConfigDef.Type.LONG,
                    10_000L,
                    Range.between(0, 600_000),
                    Importance.LOW,
                    "How long a read looks for the owner of its stream while partitions move, and waits for the offset that it asks "
                            + "for, in milliseconds, before it answers 503. Appends have append.timeout.ms. Raise it above the time that a "
                            + "take-over needs; lower it where clients rather try another node themselves.")
            .define(
                    IMPORT_CONCURRENT,
                    ConfigDef.Type.INT,
                    4,
                    Range.between(1, 256),
                    Importance.LOW,
                    "Imports at one time; further ones answer 429. Each takes a thread and its window.")
            .define(
                    IMPORT_MAX_LINE_BYTES,
                    ConfigDef.Type.INT,
                    8 << 20,
                    Range.between(1024, 1 << 30),
                    Importance.LOW,
                    "The longest line of an import, in bytes. A longer one is counted as refused and passed over.")
            .define(
                    IMPORT_WINDOW_EVENTS,
                    ConfigDef.Type.INT,
                    4096,
                    Range.between(1, 1 << 20),
                    Importance.LOW,
                    "Events of one import that may wait for their verdict at one time. More makes an import faster and other "
                            + "appends slower while it runs.")
            .define(
                    IMPORT_PATIENCE,
                    ConfigDef.Type.LONG,
                    60_000L,
                    Range.between(0, 3_600_000),
                    Importance.LOW,
                    "How long an import offers a line again that the node does not take or cannot judge, in milliseconds, "
                            + "before it ends. Raise it above the time that a take-over needs.");

    private final AbstractConfig config;

    private HttpSettings(AbstractConfig config) {
        this.config = config;
    }

    /**
     * Reads settings. Keys of others are left alone: who owns the whole file refuses unknown ones.
     *
     * @throws ConfigException when a value is out of range, or when the host is not a loopback address and nobody said that
     *     this is meant
     */
    public static HttpSettings of(Map<String, ?> values) {
        HttpSettings settings = new HttpSettings(new AbstractConfig(DEFINITION, values, false));
        settings.requireSafeHost();
        return settings;
    }

    public String host() {
        return config.getString(HOST);
    }

    /** 0 for any that is free. */
    public int port() {
        return config.getInt(PORT);
    }

    public List<String> allowedHosts() {
        return config.getList(ALLOWED_HOSTS);
    }

    public int maxBodyBytes() {
        return config.getInt(MAX_BODY_BYTES);
    }

    public int maxThreads() {
        return config.getInt(MAX_THREADS);
    }

    public Duration idleTimeout() {
        return Duration.ofMillis(config.getLong(IDLE_TIMEOUT));
    }

    /** -1 for what the system takes. */
    public int sendBufferBytes() {
        return config.getInt(SEND_BUFFER);
    }

    public Duration heartbeatInterval() {
        return Duration.ofMillis(config.getLong(HEARTBEAT_INTERVAL));
    }

    public Duration drainTimeout() {
        return Duration.ofMillis(config.getLong(DRAIN_TIMEOUT));
    }

    public Duration routingPatience() {
        return Duration.ofMillis(config.getLong(ROUTING_PATIENCE));
    }

    public Imports.Limits importLimits() {
        return new Imports.Limits(
                config.getInt(IMPORT_CONCURRENT),
                config.getInt(IMPORT_MAX_LINE_BYTES),
                config.getInt(IMPORT_WINDOW_EVENTS),
                Duration.ofMillis(config.getLong(IMPORT_PATIENCE)));
    }

    private void requireSafeHost() {
        try {
            if (!config.getBoolean(INSECURE_BIND)
                    && !InetAddress.getByName(host()).isLoopbackAddress()) {
                throw new ConfigException(
                        HOST,
                        host(),
                        "others can reach this address and there is no authentication yet: listen on 127.0.0.1, or set "
                                + INSECURE_BIND + "=true on purpose");
            }
        } catch (UnknownHostException e) {
            throw new ConfigException(HOST, host(), "this host has no address");
        }
    }
}
