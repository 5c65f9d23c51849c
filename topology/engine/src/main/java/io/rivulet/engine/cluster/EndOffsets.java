package io.rivulet.engine.cluster;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers for the ends of partitions. Callers who come while a question is on its way share the next one, so that
 * each answer is about a moment after it was asked for, and a thousand callers cost two questions. Any thread.
 */
public final class EndOffsets {

    private final IntFunction<CompletionStage<Long>> broker;
    private final Map<Integer, Asked> asked = new ConcurrentHashMap<>();

    /** @param broker asks for the offset that a partition's next committed record will have, at the least */
    public EndOffsets(IntFunction<CompletionStage<Long>> broker) {
        this.broker = broker;
    }

    /** Questions about one partition: one on its way, and one that waits for it. */
    private static final class Asked {

        private boolean isOnItsWay;
        private @Nullable CompletableFuture<Long> next;
    }

    /** The end of a partition at some moment after this call; fails with Kafka's exception. */
    public CompletableFuture<Long> ask(int partition) {
        Asked questions = asked.computeIfAbsent(partition, unused -> new Asked());
        CompletableFuture<Long> mine;
        synchronized (questions) {
            if (questions.next == null) {
                questions.next = new CompletableFuture<>();
            }
            mine = questions.next;
            if (questions.isOnItsWay) {
                return mine;
            }
            questions.isOnItsWay = true;
            questions.next = null;
        }
        send(partition, questions, mine);
        return mine;
    }

    private CompletionStage<Long> question(int partition) {
        try {
            return broker.apply(partition);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void send(int partition, Asked questions, CompletableFuture<Long> answer) {
        question(partition).whenComplete((end, failure) -> {
            CompletableFuture<Long> following;
            synchronized (questions) {
                following = questions.next;
                questions.next = null;
                questions.isOnItsWay = following != null;
            }
            if (following != null) {
                send(partition, questions, following);
            }
            if (failure == null) {
                answer.complete(end);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }
}
