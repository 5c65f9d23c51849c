package io.rivulet.engine;

import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.lane.LaneSettings;
import io.rivulet.engine.processor.Attachment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
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

    public static final String PROCESSOR_ATTACH = "processor.attach";
    public static final String PROCESSOR_WORKERS = "processor.workers";
    public static final String LANE_BATCH_EVENTS = "processor.batch.events";
    public static final String LANE_BATCH_TIMEOUT = "processor.batch.timeout.ms";
    public static final String LANE_MAX_FAILURES = "processor.max.failures";
    public static final String LANE_BACK_OFF = "processor.retry.backoff.ms";
    public static final String LANE_MAX_BACK_OFF = "processor.retry.backoff.max.ms";
    public static final String LANE_PARKED_RETRY = "processor.parked.retry.ms";
    public static final String OUTBOUND_TOPICS = "outbound.topics";

    static final Range PARTITIONS = Range.between(1, 10_000);
    static final Range EVENT_BYTES = Range.between(1024, 64 << 20);

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
                    List.of("default"),
                    Importance.HIGH,
                    "The names of the namespaces. Each has a topic, `rivulet-` and its name if `namespace.<name>.topic` names no "
                            + "other; name:topic is short for that. A topic that does not exist is created.")
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
                    PARTITIONS,
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
                    EVENT_BYTES,
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
                    "How often the stores are flushed to disk, in milliseconds. After a crash this much of the log is folded again.")
            .define(
                    PROCESSOR_ATTACH,
                    ConfigDef.Type.LIST,
                    List.of(),
                    Importance.MEDIUM,
                    "Processors that are attached to all streams at or below a path, as slug@namespace/path; counter@default/ is "
                            + "every stream of the namespace default. Streams attach others by their own events.")
            .define(
                    PROCESSOR_WORKERS,
                    ConfigDef.Type.INT,
                    2,
                    Range.between(1, 1024),
                    Importance.MEDIUM,
                    "Batches of one processor that are under way at one time, for each namespace. A processor that hangs holds "
                            + "up so many threads and no others.")
            .define(
                    LANE_BATCH_EVENTS,
                    ConfigDef.Type.INT,
                    100,
                    Range.between(1, 10_000),
                    Importance.LOW,
                    "Most events of one batch for a processor, a webhook or a topic.")
            .define(
                    LANE_BATCH_TIMEOUT,
                    ConfigDef.Type.LONG,
                    30_000L,
                    Range.between(10, 3_600_000),
                    Importance.MEDIUM,
                    "How long a processor may work on a batch before its thread is interrupted, in milliseconds.")
            .define(
                    LANE_MAX_FAILURES,
                    ConfigDef.Type.INT,
                    8,
                    Range.between(1, 1000),
                    Importance.MEDIUM,
                    "Failures in a row after which a processor, a webhook or a topic is parked for a stream.")
            .define(
                    LANE_BACK_OFF,
                    ConfigDef.Type.LONG,
                    200L,
                    Range.between(1, 3_600_000),
                    Importance.LOW,
                    "The pause after the first failure, in milliseconds; doubled with each more, and up to half longer by chance.")
            .define(
                    LANE_MAX_BACK_OFF,
                    ConfigDef.Type.LONG,
                    30_000L,
                    Range.between(1, 3_600_000),
                    Importance.LOW,
                    "The longest pause between two attempts, in milliseconds.")
            .define(
                    LANE_PARKED_RETRY,
                    ConfigDef.Type.LONG,
                    600_000L,
                    Range.between(10, 86_400_000),
                    Importance.LOW,
                    "How long what is parked waits before it is tried once more by itself, in milliseconds.")
            .define(
                    OUTBOUND_TOPICS,
                    ConfigDef.Type.LIST,
                    List.of(),
                    Importance.MEDIUM,
                    "Topics that streams may publish their events to: names, or beginnings of names with an asterisk. None is allowed "
                            + "that is not named here.");

    /** What is handed through to Kafka's own clients, without the prefix. */
    public static final List<String> PASS_THROUGH = List.of("admin.", "producer.", "consumer.", "streams.");

    private final AbstractConfig config;
    private final Map<String, NamespaceSettings> namespaces;

    private EngineSettings(AbstractConfig config, Map<String, NamespaceSettings> namespaces) {
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
        Map<String, NamespaceSettings> namespaces = readNamespaces(config);
        for (String text : config.getList(PROCESSOR_ATTACH)) {
            checkAttachment(text, namespaces.keySet());
        }
        return new EngineSettings(config, namespaces);
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
        Map<String, String> topics = new LinkedHashMap<>();
        namespaces.forEach((name, settings) -> topics.put(name, settings.topic()));
        return Collections.unmodifiableMap(topics);
    }

    /** The settings of a namespace that there is. */
    public NamespaceSettings namespace(String name) {
        return Objects.requireNonNull(namespaces.get(name), name);
    }

    /** The largest payload that any of the namespaces takes. */
    public int largestEventBytes() {
        return namespaces.values().stream()
                .mapToInt(NamespaceSettings::maxEventBytes)
                .max()
                .orElseThrow();
    }

    public Path stateDir() {
        return Path.of(config.getString(STATE_DIR));
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

    /** The processors that the settings attach to streams of a namespace. */
    public List<Attachment> attachments(String namespace) {
        return config.getList(PROCESSOR_ATTACH).stream()
                .map(Attachment::parse)
                .filter(attachment -> attachment.namespace().equals(namespace))
                .toList();
    }

    public int processorWorkers() {
        return config.getInt(PROCESSOR_WORKERS);
    }

    /** Topics that streams may publish to: names, or beginnings of names with an asterisk. */
    public List<String> outboundTopics() {
        return config.getList(OUTBOUND_TOPICS);
    }

    /** How lanes run and what happens when they fail. */
    public LaneSettings lanes() {
        return new LaneSettings(
                config.getInt(LANE_BATCH_EVENTS),
                Duration.ofMillis(config.getLong(LANE_BATCH_TIMEOUT)),
                config.getInt(LANE_MAX_FAILURES),
                Duration.ofMillis(config.getLong(LANE_BACK_OFF)),
                Duration.ofMillis(config.getLong(LANE_MAX_BACK_OFF)),
                Duration.ofMillis(config.getLong(LANE_PARKED_RETRY)));
    }

    /** The values under a pass-through prefix, without it. */
    public Properties passThrough(String prefix) {
        Properties values = new Properties();
        config.originalsWithPrefix(prefix).forEach((key, value) -> values.put(key, Objects.toString(value)));
        return values;
    }

    private static void checkAttachment(String text, Set<String> namespaces) {
        try {
            Attachment attachment = Attachment.parse(text);
            if (!namespaces.contains(attachment.namespace())) {
                throw new ConfigException(
                        PROCESSOR_ATTACH, text, "there is no namespace '" + attachment.namespace() + "'");
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException(PROCESSOR_ATTACH, text, e.getMessage());
        }
    }

    private static Map<String, NamespaceSettings> readNamespaces(AbstractConfig config) {
        List<String> entries = config.getList(NAMESPACES);
        List<String> names = entries.stream().map(NamespaceSettings::nameOf).toList();
        Map<String, NamespaceSettings> namespaces = new LinkedHashMap<>();
        Set<String> topics = new HashSet<>();
        for (String entry : entries) {
            String name = NamespaceSettings.nameOf(entry);
            NamespaceSettings namespace =
                    NamespaceSettings.of(entry, NamespaceSettings.valuesOf(name, names, config.originals()), config);
            if (namespaces.put(name, namespace) != null || !topics.add(namespace.topic())) {
                throw new ConfigException(NAMESPACES, entry, "each namespace and each topic stands there once");
            }
        }
        if (namespaces.isEmpty()) {
            throw new ConfigException(NAMESPACES, entries, "at least one namespace");
        }
        return Collections.unmodifiableMap(namespaces);
    }
}
