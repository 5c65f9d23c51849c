package io.rivulet.engine;

import io.rivulet.api.StreamId;
import io.rivulet.engine.announce.Announcer;
import io.rivulet.engine.append.Appends;
import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.EndOffsets;
import io.rivulet.engine.cluster.Ownership;
import io.rivulet.engine.cluster.Placements;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.lane.Lanes;
import io.rivulet.engine.processor.Emission;
import io.rivulet.engine.processor.Host;
import io.rivulet.engine.query.Asker;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.SharedMemory;
import io.rivulet.engine.store.StoreMemory;
import io.rivulet.engine.streams.Effects;
import io.rivulet.engine.streams.Handouts;
import io.rivulet.engine.streams.NamespaceTopology;
import io.rivulet.engine.streams.Skips;
import io.rivulet.engine.tail.Tails;
import io.rivulet.engine.threads.NamedThreads;
import io.rivulet.engine.topic.TopicFacts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/** A running engine: the namespaces of its settings, on its Kafka. */
public final class Node implements AutoCloseable {

    private final EngineSettings settings;
    private final Extensions extensions;
    private final InstantSource clock = InstantSource.system();
    private final Admin admin;
    private final StoreMemory memory;
    private final String id = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final ExecutorService background = Executors.newSingleThreadExecutor(NamedThreads.of("rivulet-background"));
    private final ScheduledExecutorService announcing =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.of("rivulet-announce"));
    private final Map<String, ServedNamespace> namespaces = new LinkedHashMap<>();

    private Node(EngineSettings settings, Extensions extensions) {
        this.settings = settings;
        this.extensions = extensions;
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
        return open(settings, Extensions.none());
    }

    /** The same, with processors and what else the engine does not bring itself. */
    public static Node open(EngineSettings settings, Extensions extensions) {
        Node node = new Node(settings, extensions);
        try {
            Duration sessionTimeout = new SessionTimeout(node.admin).of(settings);
            settings.namespaces()
                    .keySet()
                    .forEach(name -> node.openNamespace(settings.namespace(name), sessionTimeout));
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

    /** How much native memory the stores use, in bytes: cached blocks and write buffers. */
    public long storeBytes() {
        return memory.usedBytes();
    }

    private void openNamespace(NamespaceSettings namespace, Duration sessionTimeout) {
        String name = namespace.name();
        String topic = namespace.topic();
        TopicFacts facts = new TopicSetup(admin, namespace).ensure();
        int partitions = facts.partitions().size();
        FoldSettings fold = namespace.fold(partitions);
        LogEnds log = new LogEnds(admin, topic, settings.applicationId() + "-" + name);
        Ownership ownership = new Ownership(log::of, clock);
        Appends appends = new Appends(
                new Appends.Settings(
                        name,
                        topic,
                        fold,
                        facts.maxPayloadBytes(namespace.maxEventBytes()),
                        settings.appendTimeout(),
                        settings.maxInFlightEvents(),
                        settings.maxInFlightBytes()),
                new KafkaProducer<>(
                        KafkaSettings.producer(settings, namespace.maxEventBytes()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                new SecureRandom(),
                clock,
                ownership::serving,
                ownership::takenAt);
        Tails tails = new Tails(
                name, fold::partitionOf, ownership::readable, appends.appender()::append, clock, new SecureRandom());
        PartitionStore.Settings store = new PartitionStore.Settings(
                fold, memory, settings.streamCacheRows(), settings.flushInterval(), background, clock);
        Skips skips = new Skips(ownership::skipped);
        Checkpoints checkpoints = new Checkpoints();
        Emission emission = new Emission(
                (path, events) -> appends.appender().append(path, events),
                extensions.remoteAppends(),
                settings.processorWorkers());
        Announcer announcer = new Announcer(
                namespace.isAnnounced(),
                announcing,
                checkpoints,
                (ancestor, events) -> emission.append(new StreamId(name, ancestor), events),
                ownership::serving,
                clock);
        Host host = new Host(
                new Host.Settings(name, settings.attachments(name), settings.processorWorkers(), settings.lanes()),
                extensions.processors(),
                extensions.outlets(),
                emission,
                checkpoints,
                ownership::serving,
                clock,
                new SecureRandom());
        NodeEffects effects = new NodeEffects(topic, ownership, skips, appends, tails, host.lanes(), announcer);
        Properties kafka = KafkaSettings.streams(settings, name, sessionTimeout, skips, new Handouts(clock));
        kafka.put(SharedMemory.MEMORY, memory);
        KafkaStreams streams = new KafkaStreams(NamespaceTopology.of(topic, store, effects, checkpoints), kafka);
        RestoreListeners listeners = new RestoreListeners(ownership);
        streams.setGlobalStateRestoreListener(listeners);
        streams.setStandbyUpdateListener(listeners);
        Failures failures = new Failures(name, clock);
        streams.setUncaughtExceptionHandler(failures);
        Placements placements =
                new Placements(topic, partitions, streams::metadataForAllStreamsClients, System::nanoTime);
        Asker asker = new Asker(streams, ownership);
        namespaces.put(
                name,
                new ServedNamespace(
                        name,
                        topic,
                        fold,
                        new ServedNamespace.Parts(
                                streams,
                                asker,
                                appends,
                                tails,
                                ownership,
                                placements,
                                new EndOffsets(log::end),
                                new RecordLookup(KafkaSettings.consumer(settings), topic),
                                failures,
                                host,
                                announcer,
                                Address.parse(settings.applicationServer()))));
    }

    /** What folding leads to on this node. */
    private record NodeEffects(
            String topic,
            Ownership ownership,
            Skips skips,
            Appends appends,
            Tails tails,
            Lanes lanes,
            Announcer announcer)
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
            lanes.taken(store);
            announcer.taken(store);
        }

        @Override
        public void left(PartitionStore store) {
            announcer.left(store);
            lanes.left(store);
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
            lanes.changed(store, stream);
        }

        @Override
        public void groupEnded(PartitionStore store, long next) {
            appends.groupEnded(store);
            ownership.folded(store, next);
            lanes.groupEnded(store);
        }
    }

    @Override
    public void close() {
        announcing.shutdownNow();
        namespaces.values().forEach(ServedNamespace::close);
        extensions.processors().close();
        extensions.outlets().close();
        extensions.remoteAppends().close();
        background.shutdown();
        memory.close();
        admin.close();
    }
}
