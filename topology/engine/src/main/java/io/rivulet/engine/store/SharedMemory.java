package io.rivulet.engine.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Lets the ordinary stores of Kafka Streams, which are the checkpoints, share the {@link StoreMemory} of the node. Made by
 * Kafka Streams.
 */
public final class SharedMemory implements RocksDBConfigSetter {

    /** The key under which the settings of Kafka Streams carry the {@link StoreMemory}. */
    public static final String MEMORY = "rivulet.store.memory";

    private static final long WRITE_BUFFER_BYTES = 2 << 20;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        if (configs.get(MEMORY) instanceof StoreMemory memory
                && options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(memory.cache());
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
            options.setWriteBufferManager(memory.writeBuffers());
            options.setWriteBufferSize(WRITE_BUFFER_BYTES);
            options.setMaxWriteBufferNumber(2);
        }
    }

    @Override
    public void close(String store, Options options) {
        // What was lent is the node's, which closes it last.
    }
}
