package io.rivulet.engine.streams;

import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.query.Question;
import io.rivulet.engine.store.PartitionStore;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The topology of a namespace: the topic as the source, the fold with its store, effects. The topic is the store's changelog
 * (KIP-813), so nothing is written to Kafka a second time but {@link Checkpoints}, which no log tells.
 */
public final class NamespaceTopology {

    private static final String INTERCEPTORS = "main.consumer.interceptor.classes";
    private static final String SKIPS = "main.consumer." + GroupInterceptor.SKIPS;

    /** The keys of {@link #consumerSettings}. */
    public static final Set<String> CONSUMER_KEYS = Set.of(INTERCEPTORS, SKIPS);

    /**
     * What a topic's consumer must be told, for groups of records to come as groups.
     *
     * @param skips hears where the log has no records
     */
    public static Map<String, Object> consumerSettings(Skips skips) {
        return Map.of(
                "main.consumer.interceptor.classes",
                GroupInterceptor.class.getName(),
                "main.consumer." + GroupInterceptor.SKIPS,
                skips);
    }

    /**
     * What Kafka Streams must be told, for partitions to stay where they are unless they must move.
     *
     * @param handouts what this process has given out as the leader of its group
     */
    public static Map<String, Object> assignmentSettings(Handouts handouts) {
        return Map.of(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, SteadyAssignor.class.getName(), Handouts.KEY, handouts);
    }

    private NamespaceTopology() {}

    /** The topology over one topic. */
    public static Topology of(
            String topic, PartitionStore.Settings settings, Effects effects, Checkpoints checkpoints) {
        return new Topology()
                .addReadOnlyStateStore(
                        new Builder(topic, settings, effects),
                        "log",
                        // Only the order of records counts; a time before 1970 must not make Kafka Streams drop one.
                        (record, partitionTime) -> 0,
                        new ByteArrayDeserializer(),
                        new RecordGroup.Unpacker(),
                        topic,
                        "fold",
                        () -> new FoldProcessor(effects, checkpoints))
                .addStateStore(Checkpoints.store(), "fold");
    }

    /** Makes a store for each task. Kafka Streams asks it for no changelog: the topic is one. */
    private record Builder(String topic, PartitionStore.Settings settings, Effects effects)
            implements StoreBuilder<FoldStateStore> {

        @Override
        public FoldStateStore build() {
            return new FoldStateStore(topic, settings, effects);
        }

        @Override
        public StoreBuilder<FoldStateStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<FoldStateStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<FoldStateStore> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<FoldStateStore> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public String name() {
            return Question.STORE;
        }
    }
}
