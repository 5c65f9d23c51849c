package io.rivulet.engine;

import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.topic.TopicPlan;
import io.rivulet.wire.RecordForm;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/**
 * The validated settings of one namespace. Their keys are {@value #PREFIX}, the name of the namespace, a dot and a key of
 * {@link #DEFINITION}; what is not set there is as for all namespaces.
 *
 * @param isTopicCreated whether a topic that does not exist is created, or a mistake
 * @param topicReplication of a topic that is created; -1 is the brokers' default
 * @param isAnnounced whether streams that are created are announced to their ancestors
 * @param form how a record says what stream it is of, and what type it has
 * @param maxEventBytes the largest payload
 */
public record NamespaceSettings(
        String name,
        String topic,
        boolean isTopicCreated,
        int topicPartitions,
        short topicReplication,
        boolean isAnnounced,
        RecordForm form,
        int maxEventBytes) {

    /** What the keys of all namespaces begin with. */
    public static final String PREFIX = "namespace.";

    public static final String TOPIC = "topic";
    public static final String TOPIC_CREATE = "topic.create";
    public static final String ANNOUNCE_CHILDREN = "announce.children";
    public static final String KEY_FORMAT = "key.format";
    public static final String TYPE_HEADER = "type.header";
    public static final String TYPE_JSON_FIELD = "type.json.field";

    private static final String PATH = "path";
    private static final String PLAIN = "plain";

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,63}";

    /** Every key of a namespace. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    TOPIC,
                    ConfigDef.Type.STRING,
                    null,
                    ifGiven(new ConfigDef.NonEmptyString()),
                    Importance.HIGH,
                    "The topic that holds the events. Not set, it is `rivulet-` and the name of the namespace.")
            .define(
                    TOPIC_CREATE,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Whether a topic that does not exist is created. Set it to false for a topic of others: a node then does not "
                            + "start on a name that is misspelled.")
            .define(
                    EngineSettings.TOPIC_PARTITIONS,
                    ConfigDef.Type.INT,
                    null,
                    ifGiven(EngineSettings.PARTITIONS),
                    Importance.MEDIUM,
                    "Partitions of the topic, if it is created. Not set, as for all.")
            .define(
                    EngineSettings.TOPIC_REPLICATION,
                    ConfigDef.Type.SHORT,
                    null,
                    Importance.MEDIUM,
                    "Replicas of the topic, if it is created. Not set, as for all.")
            .define(
                    ANNOUNCE_CHILDREN,
                    ConfigDef.Type.BOOLEAN,
                    null,
                    Importance.MEDIUM,
                    "Whether a stream that is created is announced to its ancestors: each gets an event, and begins with it if it did "
                            + "not exist, so that streams can be found from the root on. Set it to false where that is not wanted, for "
                            + "example for very many streams of one event each: announcing costs an event for each stream and each "
                            + "of its ancestors. Set to true later, it announces all streams that were created before. All nodes must "
                            + "agree on it. Not set, it is what topic.create is: a node writes nothing by itself to a topic of others.")
            .define(
                    EngineSettings.DEFAULT_TYPE,
                    ConfigDef.Type.STRING,
                    null,
                    ifGiven(new ConfigDef.NonEmptyString()),
                    Importance.MEDIUM,
                    "The type of events whose record names none. All nodes must agree on it. Not set, as for all.")
            .define(
                    KEY_FORMAT,
                    ConfigDef.Type.STRING,
                    PATH,
                    ConfigDef.ValidString.in(PATH, PLAIN),
                    Importance.HIGH,
                    "What the keys of the topic are. `path`: the paths of streams, such as /orders/17. `plain`: paths without their "
                            + "first slash, so that a record with the key order-17 is of the stream /order-17, and one with the key "
                            + "eu/17 of /eu/17. All nodes must agree on it, and it cannot be changed later.")
            .define(
                    TYPE_HEADER,
                    ConfigDef.Type.STRING,
                    null,
                    ifGiven(new ConfigDef.NonEmptyString()),
                    Importance.MEDIUM,
                    "A header that names the type of records without ce_type. All nodes must agree on it. Not set, there is none.")
            .define(
                    TYPE_JSON_FIELD,
                    ConfigDef.Type.STRING,
                    null,
                    ifGiven(new ConfigDef.NonEmptyString()),
                    Importance.MEDIUM,
                    "A member of the JSON object in the value, a text, that names the type of records without a header that does. "
                            + "Values are then looked into when they are folded, which takes time. All nodes must agree on it. Not "
                            + "set, there is none.")
            .define(
                    EngineSettings.MAX_EVENT_BYTES,
                    ConfigDef.Type.INT,
                    null,
                    ifGiven(EngineSettings.EVENT_BYTES),
                    Importance.MEDIUM,
                    "The largest payload of an event, in bytes. All nodes must agree on it. Not set, as for all.");

    /** What the meaning of its log depends on. */
    public FoldSettings fold(int partitions) {
        return new FoldSettings(partitions, form, maxEventBytes);
    }

    /** The topic that is made for it. */
    public TopicPlan topicPlan() {
        return new TopicPlan(topicPartitions, topicReplication, maxEventBytes);
    }

    /** The namespace that a key is of, by its name; empty if there is none. Where names overlap it is the longest. */
    public static Optional<String> ownerOf(String key, Collection<String> names) {
        return names.stream()
                .filter(name -> key.startsWith(PREFIX + name + "."))
                .max(Comparator.comparingInt(String::length));
    }

    /** The values of one namespace, by their keys without prefix and name. */
    public static Map<String, Object> valuesOf(String name, Collection<String> names, Map<String, ?> all) {
        Map<String, Object> values = new HashMap<>();
        all.forEach((key, value) -> {
            if (ownerOf(key, names).filter(name::equals).isPresent()) {
                values.put(key.substring(PREFIX.length() + name.length() + 1), value);
            }
        });
        return values;
    }

    /** The name in an entry of {@link EngineSettings#NAMESPACES}: a name, or name:topic. */
    public static String nameOf(String entry) {
        int colon = entry.indexOf(':');
        return colon < 0 ? entry : entry.substring(0, colon);
    }

    /**
     * Reads the settings of a namespace.
     *
     * @param entry of {@link EngineSettings#NAMESPACES}
     * @param values by their keys without prefix and name
     * @param all what holds where the namespace says nothing
     */
    static NamespaceSettings of(String entry, Map<String, ?> values, AbstractConfig all) {
        String name = nameOf(entry);
        if (!name.matches(NAME)) {
            throw new ConfigException(
                    EngineSettings.NAMESPACES,
                    entry,
                    "the name of a namespace has 1 to 64 lower-case letters, digits, dots, dashes, underscores");
        }
        AbstractConfig own = new AbstractConfig(DEFINITION, values, false);
        return new NamespaceSettings(
                name,
                topic(entry, name, own.getString(TOPIC)),
                own.getBoolean(TOPIC_CREATE),
                Objects.requireNonNullElseGet(
                        own.getInt(EngineSettings.TOPIC_PARTITIONS), () -> all.getInt(EngineSettings.TOPIC_PARTITIONS)),
                Objects.requireNonNullElseGet(
                        own.getShort(EngineSettings.TOPIC_REPLICATION),
                        () -> all.getShort(EngineSettings.TOPIC_REPLICATION)),
                Objects.requireNonNullElseGet(own.getBoolean(ANNOUNCE_CHILDREN), () -> own.getBoolean(TOPIC_CREATE)),
                form(own, all),
                Objects.requireNonNullElseGet(
                        own.getInt(EngineSettings.MAX_EVENT_BYTES), () -> all.getInt(EngineSettings.MAX_EVENT_BYTES)));
    }

    private static RecordForm form(AbstractConfig own, AbstractConfig all) {
        return new RecordForm(
                own.getString(KEY_FORMAT).equals(PLAIN),
                Objects.requireNonNullElseGet(
                        own.getString(EngineSettings.DEFAULT_TYPE), () -> all.getString(EngineSettings.DEFAULT_TYPE)),
                own.getString(TYPE_HEADER),
                own.getString(TYPE_JSON_FIELD));
    }

    private static String topic(String entry, String name, String own) {
        if (name.length() == entry.length()) {
            return own == null ? "rivulet-" + name : own;
        }
        String topic = entry.substring(name.length() + 1);
        if (topic.isEmpty() || (own != null && !own.equals(topic))) {
            throw new ConfigException(
                    EngineSettings.NAMESPACES, entry, "an entry is a name, or name:topic, and the topic is named once");
        }
        return topic;
    }

    private static Validator ifGiven(Validator validator) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    if (value != null) {
                        validator.ensureValid(key, value);
                    }
                },
                validator::toString);
    }
}
