package io.rivulet.benchmarks.fold;

import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreMemory;
import io.rivulet.engine.streams.Effects;
import io.rivulet.engine.streams.NamespaceTopology;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.KafkaStreams;

/** The engine's topology as a node runs it, with its default settings, but with nobody waiting for what it folds. */
final class RivuletSubject implements Subject {

    @Override
    public String name() {
        return "Rivulet";
    }

    @Override
    public Application open(Target target, Progress progress) {
        return open(Reading.node(target), target, new Counted(progress), new Checkpoints());
    }

    /** @param effects what comes of the fold, which is to count */
    static Application open(EngineSettings node, Target target, Effects effects, Checkpoints checkpoints) {
        StoreMemory memory = new StoreMemory(node.blockCacheBytes(), node.writeBufferBytes());
        ExecutorService background = Executors.newSingleThreadExecutor();
        LoadedTopic topic = target.topic();
        PartitionStore.Settings store = new PartitionStore.Settings(
                node.namespace(node.namespaces().keySet().iterator().next()).fold(topic.partitions()),
                memory,
                node.streamCacheRows(),
                node.flushInterval(),
                background,
                InstantSource.system());
        KafkaStreams streams = new KafkaStreams(
                NamespaceTopology.of(topic.name(), store, effects, checkpoints), Reading.streams(node));
        return new Application(streams, () -> {
            background.shutdown();
            memory.close();
        });
    }

    /** Counts records by how far each partition's store has come; the topic has no gaps. On the stream thread. */
    static class Counted implements Effects {

        private final Progress progress;
        private final Map<Integer, Long> applied = new HashMap<>();

        Counted(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void opened(PartitionStore store) {
            applied.put(store.partition(), store.applied());
        }

        @Override
        public void closed(PartitionStore store) {}

        @Override
        public void taken(PartitionStore store) {}

        @Override
        public void left(PartitionStore store) {}

        @Override
        public Verdicts verdicts(PartitionStore store) {
            return Verdicts.UNHEARD;
        }

        @Override
        public void changed(PartitionStore store, StreamRow stream) {}

        @Override
        public void groupEnded(PartitionStore store, long next) {
            long now = store.applied();
            Long before = applied.put(store.partition(), now);
            progress.applied(now - (before == null ? -1 : before));
        }
    }
}
