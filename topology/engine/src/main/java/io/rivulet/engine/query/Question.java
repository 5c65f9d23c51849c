package io.rivulet.engine.query;

import io.rivulet.engine.store.PartitionReader;
import java.util.function.Function;
import org.apache.kafka.streams.query.Query;

/**
 * An interactive query (KIP-796) to the rows of one partition.
 *
 * @param body reads what it needs and returns it; on the asking thread
 */
public record Question<R>(Function<PartitionReader, R> body) implements Query<R> {

    /** The name of the store that answers. */
    public static final String STORE = "rows";
}
