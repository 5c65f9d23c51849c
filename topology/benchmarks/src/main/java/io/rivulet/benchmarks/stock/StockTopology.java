package io.rivulet.benchmarks.stock;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Source, fold, four stores. */
public final class StockTopology {

    /** Path and idempotency key to the offset of the event. */
    static final String KEYS = "keys";

    /** Path to {@link StreamRow}. */
    static final String STREAMS = "streams";

    /** Path and index to {@link MirrorJson}. */
    static final String MIRROR = "mirror";

    /** Path and row number to {@link FeedRow}. */
    static final String FEED = "feed";

    private StockTopology() {}

    /**
     * The topology over a topic.
     *
     * @param partitions of the topic; a record in another partition than its key's is quarantined
     * @param judged told what became of each record, on the stream thread
     */
    public static Topology build(String topic, int partitions, Consumer<Verdict> judged) {
        Topology topology = new Topology();
        topology.addSource(
                "source", Serdes.ByteArray().deserializer(), Serdes.ByteArray().deserializer(), topic);
        topology.addProcessor("fold", new FoldSupplier(partitions, judged), "source");
        return topology;
    }

    private record FoldSupplier(int partitions, Consumer<Verdict> judged)
            implements ProcessorSupplier<byte[], byte[], Void, Void> {

        @Override
        public Processor<byte[], byte[], Void, Void> get() {
            return new StockFold(partitions, judged);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(store(KEYS), store(STREAMS), store(MIRROR), store(FEED));
        }

        private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
            return Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                    .withCachingDisabled()
                    .withLoggingEnabled(Map.of());
        }
    }
}
