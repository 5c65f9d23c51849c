package io.rivulet.engine.query;

import io.rivulet.engine.query.Answer.Absent;
import io.rivulet.engine.query.Answer.Found;
import io.rivulet.engine.query.Answer.Moved;
import io.rivulet.engine.query.Answer.Restoring;
import io.rivulet.engine.store.PartitionReader;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;

/** Puts {@link Question}s to the partitions of this node, and turns what can happen into an {@link Answer}. Any thread. */
public final class Asker {

    private final KafkaStreams streams;
    private final IntPredicate isCatchingUp;

    /**
     * Asks an application.
     *
     * @param isCatchingUp whether this node folds a partition but must not serve it yet
     */
    public Asker(KafkaStreams streams, IntPredicate isCatchingUp) {
        this.streams = streams;
        this.isCatchingUp = isCatchingUp;
    }

    /** Asks the owner of a partition; a question that answers null means that there is no such stream. */
    public <R> Answer<R> ask(int partition, Function<PartitionReader, @Nullable R> body) {
        return ask(partition, PositionBound.unbounded(), body);
    }

    /** Asks the owner of a partition, for an answer that reflects at least a position. */
    public <R> Answer<R> ask(int partition, PositionBound bound, Function<PartitionReader, @Nullable R> body) {
        if (isCatchingUp.test(partition)) {
            return new Restoring<>("Partition " + partition + " is being folded from the log");
        }
        QueryResult<Reflection<R>> result;
        try {
            StateQueryRequest<Reflection<R>> request = StateQueryRequest.inStore(Question.STORE)
                    .withQuery(new Question<>(reader -> reflect(reader, body)))
                    .withPartitions(Set.of(partition))
                    .withPositionBound(bound)
                    .requireActive();
            result = streams.query(request).getPartitionResults().get(partition);
        } catch (StreamsException | IllegalStateException e) {
            return new Moved<>("The namespace is not running on this node: " + e.getMessage());
        }
        return result == null
                ? new Moved<>("Partition " + partition + " is not on this node")
                : answer(partition, result);
    }

    /** A value and the offset that was folded when it was read. */
    private record Reflection<R>(@Nullable R value, long applied) {}

    /** The offset first: what is folded by then, the value shows. */
    private static <R> Reflection<R> reflect(PartitionReader reader, Function<PartitionReader, @Nullable R> body) {
        long applied = reader.applied();
        return new Reflection<>(body.apply(reader), applied);
    }

    private static <R> Answer<R> answer(int partition, QueryResult<Reflection<R>> result) {
        if (result.isFailure()) {
            return result.getFailureReason() == FailureReason.NOT_UP_TO_BOUND
                    ? new Restoring<>("Partition " + partition + " has not folded that far yet")
                    : new Moved<>(
                            "Partition " + partition + " is not served by this node: " + result.getFailureMessage());
        }
        R value = result.getResult().value();
        return value == null
                ? new Absent<>()
                : new Found<>(value, result.getResult().applied());
    }
}
