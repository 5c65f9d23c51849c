package io.rivulet.engine.query;

import io.rivulet.engine.cluster.Ownership;
import io.rivulet.engine.query.Answer.Absent;
import io.rivulet.engine.query.Answer.Found;
import io.rivulet.engine.query.Answer.Moved;
import io.rivulet.engine.query.Answer.Restoring;
import io.rivulet.engine.store.PartitionReader;
import io.rivulet.engine.store.StreamResetException;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;

/** Puts {@link Question}s to the partitions of this node, and turns what can happen into an {@link Answer}. Any thread. */
public final class Asker {

    /** A stream that is reset more often than this within one read is left to its fate. */
    private static final int TRIES = 100;

    private final KafkaStreams streams;
    private final Ownership ownership;

    /** @param ownership says what may be asked: a thread that also restores another partition goes on answering for its own */
    public Asker(KafkaStreams streams, Ownership ownership) {
        this.streams = streams;
        this.ownership = ownership;
    }

    /** Asks the owner of a partition; a question that answers null means that there is no such stream. */
    public <R> Answer<R> ask(int partition, Function<PartitionReader, @Nullable R> body) {
        if (ownership.isCatchingUp(partition)) {
            return new Restoring<>("Partition " + partition + " is being folded from the log");
        }
        return ownership.readable(partition).isPresent() ? askCopy(partition, body) : notHere(partition);
    }

    /** Asks whatever copy of a partition this node has, which may be behind its owner. */
    public <R> Answer<R> askCopy(int partition, Function<PartitionReader, @Nullable R> body) {
        QueryResult<Reflection<R>> result;
        try {
            StateQueryRequest<Reflection<R>> request = StateQueryRequest.inStore(Question.STORE)
                    .withQuery(new Question<>(reader -> reflect(reader, body)))
                    .withPartitions(Set.of(partition));
            result = streams.query(request).getPartitionResults().get(partition);
        } catch (StreamsException | IllegalStateException e) {
            return new Moved<>("The namespace is not running on this node: " + e.getMessage());
        }
        return result == null ? notHere(partition) : answer(partition, result);
    }

    private static <R> Answer<R> notHere(int partition) {
        return new Moved<>("Partition " + partition + " is not served by this node");
    }

    /** A value and the offset that was folded when it was read. */
    private record Reflection<R>(@Nullable R value, long applied) {}

    /** The offset first: what is folded by then, the value shows. A question that a reset overtook is put again. */
    private static <R> Reflection<R> reflect(PartitionReader reader, Function<PartitionReader, @Nullable R> body) {
        for (int left = TRIES; ; left--) {
            long applied = reader.applied();
            try {
                return new Reflection<>(body.apply(reader), applied);
            } catch (StreamResetException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private static <R> Answer<R> answer(int partition, QueryResult<Reflection<R>> result) {
        if (result.isFailure()) {
            return new Moved<>("Partition " + partition + " is not served by this node: " + result.getFailureMessage());
        }
        R value = result.getResult().value();
        return value == null
                ? new Absent<>(result.getResult().applied())
                : new Found<>(value, result.getResult().applied());
    }
}
