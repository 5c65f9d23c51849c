package io.rivulet.engine;

import io.rivulet.engine.cluster.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The validated settings of a node's engine. Keys, defaults and units are in {@link #DEFINITION}. */
public final class EngineSettings {

    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String APPLICATION_ID = "application.id";
    public static final String APPLICATION_SERVER = "application.server";
    public static final String NAMESPACES = "namespaces";
    public static final String STATE_DIR = "state.dir";
    public static final String TOPIC_PARTITIONS = "topic.partitions";
    public static final String TOPIC_REPLICATION = "topic.replication.factor";
    public static final String DEFAULT_TYPE = "default.type";
    public static final String MAX_EVENT_BYTES = "max.event.bytes";
    public static final String STREAM_THREADS = "stream.threads";
    public static final String STANDBYS = "standby.replicas";
    public static final String SESSION_TIMEOUT = "session.timeout.ms";
    public static final String MAX_IN_FLIGHT_EVENTS = "append.max.in.flight.events";
    public static final String MAX_IN_FLIGHT_BYTES = "append.max.in.flight.bytes";
    public static final String APPEND_TIMEOUT = "append.timeout.ms";
    public static final String BLOCK_CACHE_BYTES = "store.block.cache.bytes";
    public static final String WRITE_BUFFER_BYTES = "store.write.buffer.bytes";
    public static final String STREAM_CACHE_ROWS = "store.stream.cache.rows";
    public static final String FLUSH_INTERVAL = "store.flush.interval.ms";

    /** Every key of the engine. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    BOOTSTRAP_SERVERS,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    Importance.HIGH,
                    "The Kafka brokers to begin with, as host:port pairs. `dev` sets it to its own broker.")
            .define(
                    APPLICATION_ID,
                    ConfigDef.Type.STRING,
                    "rivulet",
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "What all nodes of one deployment have in common; the consumer group of a namespace is this, a dash and the "
                            + "namespace. Change it to run a second deployment on the same cluster.")
            .define(
                    APPLICATION_SERVER,
                    ConfigDef.Type.STRING,
                    "localhost:8080",
                    Importance.HIGH,
                    "host:port under which the other nodes reach this one. Each node has its own; it is also the node's name in its "
                            + "consumer group. Not set, it is what the node listens on, http.host and http.port, if that is one address. "
                            + "`dev` sets it to its HTTP address.")
            .define(
                    NAMESPACES,
                    ConfigDef.Type.LIST,
                    List.of("default:rivulet-default"),
                    Importance.HIGH,
                    "The namespaces, as name:topic pairs. A topic that does not exist is created.")
            .define(
                    STATE_DIR,
                    ConfigDef.Type.STRING,
                    "./data/state",
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "The folder of the stores. Losing it costs a rebuild from the log and nothing else. Not under the "
                            + "system's temporary folder.")
            .define(
                    TOPIC_PARTITIONS,
                    ConfigDef.Type.INT,
                    4,
                    Range.between(1, 10_000),
                    Importance.HIGH,
                    "Partitions of the topics that Rivulet creates. It bounds how many threads and nodes share a namespace, and "
                            + "cannot be changed later, since a stream lives in the partition of its key.")
            .define(
                    TOPIC_REPLICATION,
                    ConfigDef.Type.SHORT,
                    (short) -1,
                    Importance.MEDIUM,
                    "Replicas of the topics that Rivulet creates; -1 is the brokers' default.")
            .define(
                    DEFAULT_TYPE,
                    ConfigDef.Type.STRING,
                    "record",
                    new ConfigDef.NonEmptyString(),
                    Importance.MEDIUM,
                    "The type of events whose record names none. All nodes must agree on it.")
            .define(
                    MAX_EVENT_BYTES,
                    ConfigDef.Type.INT,
                    8 << 20,
                    Range.between(1024, 64 << 20),
                    Importance.MEDIUM,
                    "The largest payload of an event, in bytes. Above it an append is refused and a record is quarantined. All "
                            + "nodes must agree on it, and the topic's max.message.bytes must exceed it.")
            .define(
                    STREAM_THREADS,
                    ConfigDef.Type.INT,
                    1,
                    Range.between(1, 1024),
                    Importance.MEDIUM,
                    "Threads that fold, for each namespace. More than one pays where cores and partitions are idle.")
            .define(
                    STANDBYS,
                    ConfigDef.Type.INT,
                    1,
                    Range.between(0, 10),
                    Importance.MEDIUM,
                    "Full, current copies of each partition's store on other nodes. With one, another node takes over in seconds; "
                            + "with none, it first folds the partition from its beginning. Each costs the disk, the reading and the "
                            + "folding of one more.")
            .define(
                    SESSION_TIMEOUT,
                    ConfigDef.Type.INT,
                    3_000,
                    Range.between(1_000, 300_000),
                    Importance.MEDIUM,
                    "How long a node may be silent before others take its partitions over, in milliseconds. Lower means faster "
                            + "take-over after a crash; raise it where long pauses of the process or the network are usual. Not below the "
                            + "brokers' group.min.session.timeout.ms, which is 6000 unless it was changed: a lower value is raised to it.")
            .define(
                    MAX_IN_FLIGHT_EVENTS,
                    ConfigDef.Type.INT,
                    16_384,
                    Range.between(1, 1 << 20),
                    Importance.MEDIUM,
                    "Events that may wait for their verdict at one time, for each namespace. Above it appends answer 429.")
            .define(
                    MAX_IN_FLIGHT_BYTES,
                    ConfigDef.Type.LONG,
                    64L << 20,
                    Range.between(1 << 20, 1L << 40),
                    Importance.MEDIUM,
                    "Bytes of payload that may wait for their verdict at one time, for each namespace. Above it appends answer "
                            + "429; one append alone is always let in.")
            .define(
                    APPEND_TIMEOUT,
                    ConfigDef.Type.INT,
                    30_000,
                    Range.between(100, 600_000),
                    Importance.MEDIUM,
                    "How long an append waits for its verdict, in milliseconds, before it answers 503.")
            .define(
                    BLOCK_CACHE_BYTES,
                    ConfigDef.Type.LONG,
                    128L << 20,
                    Range.between(1 << 20, 1L << 40),
                    Importance.MEDIUM,
                    "Cache of rows read, in bytes, shared by all partitions of this node and counted with the write buffers.")
            .define(
                    WRITE_BUFFER_BYTES,
                    ConfigDef.Type.LONG,
                    256L << 20,
                    Range.between(8 << 20, 1L << 40),
                    Importance.MEDIUM,
                    "Memory for rows not yet flushed, in bytes, shared by all partitions of this node. More means fewer, larger "
                            + "files and a longer rebuild after a crash.")
            .define(
                    STREAM_CACHE_ROWS,
                    ConfigDef.Type.INT,
                    100_000,
                    Range.between(1_000, 100_000_000),
                    Importance.MEDIUM,
                    "Stream rows kept on the heap, for each partition; about 500 bytes each. Raise it when more streams than that are "
                            + "written to in turn.")
            .define(
                    FLUSH_INTERVAL,
                    ConfigDef.Type.LONG,
                    10_000L,
                    Range.between(100, 3_600_000),
                    Importance.LOW,
                    "How often the stores are flushed to disk, in milliseconds. After a crash this much of the log is folded again.");

    /** What is handed through to Kafka's own clients, without the prefix. */
    public static final List<String> PASS_THROUGH = List.of("admin.", "producer.", "consumer.", "streams.");

    private final AbstractConfig config;
    private final Map<String, String> namespaces;

    private EngineSettings(AbstractConfig config, Map<String, String> namespaces) {
        this.config = config;
        this.namespaces = namespaces;
    }

    /**
     * Reads settings. Keys that are neither the engine's nor of a {@linkplain #PASS_THROUGH pass-through} prefix are left
     * alone: who owns the whole file refuses unknown ones.
     *
     * @throws ConfigException when a value is out of range
     */
    public static EngineSettings of(Map<String, ?> values) {
        AbstractConfig config = new AbstractConfig(DEFINITION, values, false);
        try {
            Address.parse(config.getString(APPLICATION_SERVER));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(APPLICATION_SERVER, config.getString(APPLICATION_SERVER), e.getMessage());
        }
        return new EngineSettings(config, parseNamespaces(config.getList(NAMESPACES)));
    }

    public String bootstrapServers() {
        return String.join(",", config.getList(BOOTSTRAP_SERVERS));
    }

    public String applicationId() {
        return config.getString(APPLICATION_ID);
    }

    public String applicationServer() {
        return config.getString(APPLICATION_SERVER);
    }

    /** Topics by the name of their namespace, in the order of the settings. */
    public Map<String, String> namespaces() {
        return namespaces;
    }

    public Path stateDir() {
        return Path.of(config.getString(STATE_DIR));
    }

    public int topicPartitions() {
        return config.getInt(TOPIC_PARTITIONS);
    }

    public short topicReplication() {
        return config.getShort(TOPIC_REPLICATION);
    }

    public String defaultType() {
        return config.getString(DEFAULT_TYPE);
    }

    public int maxEventBytes() {
        return config.getInt(MAX_EVENT_BYTES);
    }

    public int streamThreads() {
        return config.getInt(STREAM_THREADS);
    }

    public int standbys() {
        return config.getInt(STANDBYS);
    }

    public Duration sessionTimeout() {
        return Duration.ofMillis(config.getInt(SESSION_TIMEOUT));
    }

    public int maxInFlightEvents() {
        return config.getInt(MAX_IN_FLIGHT_EVENTS);
    }

    public long maxInFlightBytes() {
        return config.getLong(MAX_IN_FLIGHT_BYTES);
    }

    public Duration appendTimeout() {
        return Duration.ofMillis(config.getInt(APPEND_TIMEOUT));
    }

    public long blockCacheBytes() {
        return config.getLong(BLOCK_CACHE_BYTES);
    }

    public long writeBufferBytes() {
        return config.getLong(WRITE_BUFFER_BYTES);
    }

    public int streamCacheRows() {
        return config.getInt(STREAM_CACHE_ROWS);
    }

    public Duration flushInterval() {
        return Duration.ofMillis(config.getLong(FLUSH_INTERVAL));
    }

    /** The values under a pass-through prefix, without it. */
    public Properties passThrough(String prefix) {
        Properties values = new Properties();
        config.originalsWithPrefix(prefix).forEach((key, value) -> values.put(key, Objects.toString(value)));
        return values;
    }

    private static Map<String, String> parseNamespaces(List<String> pairs) {
        Map<String, String> namespaces = new LinkedHashMap<>();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            String name = colon < 0 ? pair : pair.substring(0, colon);
            String topic = pair.substring(colon + 1);
            if (!name.matches("[a-z0-9][a-z0-9._-]{0,63}") || topic.isEmpty()) {
                throw new ConfigException(
                        NAMESPACES,
                        pair,
                        "a namespace is name:topic, its name 1 to 64 lower-case letters, digits, dots, dashes, underscores");
            }
            if (namespaces.containsKey(name) || namespaces.containsValue(topic)) {
                throw new ConfigException(NAMESPACES, pair, "each namespace and each topic stands there once");
            }
            namespaces.put(name, topic);
        }
        if (namespaces.isEmpty()) {
            throw new ConfigException(NAMESPACES, pairs, "at least one namespace");
        }
        return Collections.unmodifiableMap(namespaces);
    }
}
