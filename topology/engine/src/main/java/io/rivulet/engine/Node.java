package io.rivulet.engine;

import io.rivulet.engine.append.Appends;
import io.rivulet.engine.cluster.EndOffsets;
import io.rivulet.engine.cluster.Ownership;
import io.rivulet.engine.cluster.Placements;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.query.Asker;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreMemory;
import io.rivulet.engine.streams.Effects;
import io.rivulet.engine.streams.NamespaceTopology;
import io.rivulet.engine.streams.Skips;
import io.rivulet.engine.tail.Tails;
import io.rivulet.engine.threads.NamedThreads;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/** A running engine: the namespaces of its settings, on its Kafka. */
public final class Node implements AutoCloseable {

    private final EngineSettings settings;
    private final InstantSource clock = InstantSource.system();
    private final Admin admin;
    private final StoreMemory memory;
    private final String id = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final ExecutorService background = Executors.newSingleThreadExecutor(NamedThreads.of("rivulet-background"));
    private final Map<String, ServedNamespace> namespaces = new LinkedHashMap<>();

    private Node(EngineSettings settings) {
        this.settings = settings;
        admin = Admin.create(KafkaSettings.admin(settings));
        memory = new StoreMemory(settings.blockCacheBytes(), settings.writeBufferBytes());
    }

    /**
     * Creates missing topics, checks the existing ones and starts. Returns before the namespaces serve: see
     * {@link Namespace#readiness()}.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a topic cannot be a namespace
     * @throws org.apache.kafka.common.KafkaException when Kafka cannot be reached or refuses
     */
    public static Node open(EngineSettings settings) {
        Node node = new Node(settings);
        try {
            Duration sessionTimeout = new SessionTimeout(node.admin).of(settings);
            settings.namespaces().forEach((name, topic) -> node.openNamespace(name, topic, sessionTimeout));
            node.namespaces.values().forEach(ServedNamespace::start);
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** Namespaces by name, in the order of the settings. */
    public Map<String, Namespace> namespaces() {
        return Collections.unmodifiableMap(namespaces);
    }

    /** What tells this process from any other, also from one that had its address before. */
    public String id() {
        return id;
    }

    public EngineSettings settings() {
        return settings;
    }

    private void openNamespace(String name, String topic, Duration sessionTimeout) {
        int partitions = new TopicSetup(admin, settings).ensure(topic);
        FoldSettings fold = new FoldSettings(partitions, settings.defaultType(), settings.maxEventBytes());
        LogEnds log = new LogEnds(admin, topic, settings.applicationId() + "-" + name);
        Ownership ownership = new Ownership(log::of, clock);
        Appends appends = new Appends(
                new Appends.Settings(
                        name,
                        topic,
                        fold,
                        settings.appendTimeout(),
                        settings.maxInFlightEvents(),
                        settings.maxInFlightBytes()),
                new KafkaProducer<>(
                        KafkaSettings.producer(settings), new ByteArraySerializer(), new ByteArraySerializer()),
                new SecureRandom(),
                clock,
                ownership::serving);
        Tails tails = new Tails(partitions, ownership::readable);
        PartitionStore.Settings store = new PartitionStore.Settings(
                fold, memory, settings.streamCacheRows(), settings.flushInterval(), background, clock);
        Skips skips = new Skips(ownership::skipped);
        NodeEffects effects = new NodeEffects(topic, ownership, skips, appends, tails);
        KafkaStreams streams = new KafkaStreams(
                NamespaceTopology.of(topic, store, effects),
                KafkaSettings.streams(settings, name, sessionTimeout, skips));
        RestoreListeners listeners = new RestoreListeners(ownership);
        streams.setGlobalStateRestoreListener(listeners);
        streams.setStandbyUpdateListener(listeners);
        Failures failures = new Failures(name, clock);
        streams.setUncaughtExceptionHandler(failures);
        Placements placements = new Placements(topic, partitions, streams::metadataForAllStreamsClients);
        Asker asker = new Asker(streams, ownership);
        namespaces.put(
                name,
                new ServedNamespace(
                        name,
                        topic,
                        partitions,
                        new ServedNamespace.Parts(
                                streams,
                                asker,
                                appends,
                                tails,
                                ownership,
                                placements,
                                new EndOffsets(log::end),
                                failures)));
    }

    /** What folding leads to on this node. */
    private record NodeEffects(String topic, Ownership ownership, Skips skips, Appends appends, Tails tails)
            implements Effects {

        @Override
        public void opened(PartitionStore store) {
            ownership.opened(store);
        }

        @Override
        public void closed(PartitionStore store) {
            ownership.closed(store);
        }

        @Override
        public void taken(PartitionStore store) {
            skips.begin(new TopicPartition(topic, store.partition()));
            ownership.taken(store);
        }

        @Override
        public void left(PartitionStore store) {
            ownership.left(store);
            appends.left(store);
            tails.closed(store.partition());
        }

        @Override
        public Verdicts verdicts(PartitionStore store) {
            return appends.opened(store);
        }

        @Override
        public void changed(PartitionStore store, StreamRow stream) {
            tails.changed(stream);
        }

        @Override
        public void groupEnded(PartitionStore store, long next) {
            appends.groupEnded(store);
            ownership.folded(store, next);
        }
    }

    @Override
    public void close() {
        namespaces.values().forEach(ServedNamespace::close);
        background.shutdown();
        memory.close();
        admin.close();
    }
}
