package io.rivulet.engine.streams;

import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.query.Question;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreClosedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PartitionStore} as Kafka Streams sees it: a store whose changelog is the topic itself (KIP-813), which keeps its
 * own offset (KIP-1035), restores by folding, and answers {@link Question}s (KIP-796).
 *
 * <p>The one class that uses a type of Kafka's internals: {@link RecordBatchingStateRestoreCallback} is the only restore
 * callback that shows offsets and headers.
 */
final class FoldStateStore implements StateStore {

    private final String topic;
    private final PartitionStore.Settings settings;
    private final Effects effects;
    private @Nullable PartitionStore store;
    private volatile Position position = Position.emptyPosition();
    private volatile boolean isOpen;

    FoldStateStore(String topic, PartitionStore.Settings settings, Effects effects) {
        this.topic = topic;
        this.settings = settings;
        this.effects = effects;
    }

    @Override
    public String name() {
        return Question.STORE;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        Path folder = context.stateDir().toPath().resolve(Question.STORE);
        int partition = context.taskId().partition();
        PartitionStore opened = PartitionStore.open(folder, partition, settings);
        store = opened;
        moveOn();
        isOpen = true;
        effects.opened(opened);
        RecordBatchingStateRestoreCallback restore = records -> {
            rows().apply(List.copyOf(records), Verdicts.UNHEARD, stream -> {});
            moveOn();
        };
        context.register(root, restore);
    }

    /** The rows. Only between {@link #init} and {@link #close}. */
    PartitionStore rows() {
        if (store == null) {
            throw new IllegalStateException("the store is not open");
        }
        return store;
    }

    /** Lets queries see how far the rows are. */
    void moveOn() {
        long applied = rows().applied();
        if (applied >= 0) {
            position = Position.emptyPosition().withComponent(topic, rows().partition(), applied);
        }
    }

    /** Deprecated from its first day, since one day every store will; until then it must be said. */
    @Override
    @SuppressWarnings("deprecation")
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        long applied = rows().applied();
        return applied < 0 ? null : applied;
    }

    /** Makes a checkpoint. No offsets at all mean that the log must be folded from its beginning. */
    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        if (changelogOffsets.isEmpty()) {
            rows().wipe();
            position = Position.emptyPosition();
        } else {
            rows().checkpoint();
        }
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (!(query instanceof Question<R> question)) {
            return QueryResult.forUnknownQueryType(query, this);
        }
        Position reached = position;
        PartitionStore rows = rows();
        Long wanted = bound.position().getPartitionPositions(topic).get(rows.partition());
        if (wanted != null && wanted > rows.applied()) {
            return QueryResult.notUpToBound(reached, bound, rows.partition());
        }
        try {
            QueryResult<R> result = QueryResult.forResult(question.body().apply(rows.reader()));
            result.setPosition(reached);
            return result;
        } catch (StoreClosedException e) {
            return QueryResult.forFailure(FailureReason.NOT_ACTIVE, e.toString());
        }
    }

    @Override
    public Position getPosition() {
        return position;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() {
        isOpen = false;
        if (store != null) {
            effects.closed(store);
            store.close();
        }
    }
}
