package io.rivulet.engine.tail;

import io.rivulet.engine.fold.MirrorRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A subscriber that takes every batch at once, or when it is told to. */
class Reader implements TailSink {

    private static final long SECONDS = 20;

    private final BlockingQueue<TailBatch> batches = new LinkedBlockingQueue<>();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private volatile CompletableFuture<Void> taking = CompletableFuture.completedFuture(null);
    private volatile long resumeAfter = Subscription.LIVE;

    @Override
    public CompletionStage<Void> deliver(TailBatch batch) {
        batches.add(batch);
        return taking;
    }

    @Override
    public void ended(Ending why, long after) {
        resumeAfter = after;
        ending.complete(why);
    }

    /** Takes nothing more after the next batch, until {@link #goOn}. */
    void stall() {
        taking = new CompletableFuture<>();
    }

    void goOn() {
        CompletableFuture<Void> waiting = taking;
        taking = CompletableFuture.completedFuture(null);
        waiting.complete(null);
    }

    /** The client is gone: what is being written fails. */
    void breakOff() {
        taking.completeExceptionally(new IllegalStateException("gone"));
    }

    TailBatch next() throws InterruptedException {
        TailBatch batch = batches.poll(SECONDS, TimeUnit.SECONDS);
        if (batch == null) {
            throw new AssertionError("no batch came");
        }
        return batch;
    }

    /** The offsets of the next events, and of all that share a batch with them. */
    List<Long> offsets(int count) throws InterruptedException {
        List<Long> offsets = new ArrayList<>();
        while (offsets.size() < count) {
            next().events().stream().map(MirrorRow::offset).forEach(offsets::add);
        }
        return offsets;
    }

    /** The types and payloads of the next events, and of all that share a batch with them. */
    List<String> texts(int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            for (MirrorRow event : next().events()) {
                String type = event.type().substring(event.type().lastIndexOf('.') + 1);
                texts.add(type + new String(event.payload(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    boolean hasNothing() {
        return batches.isEmpty();
    }

    Ending ending() throws Exception {
        return ending.get(SECONDS, TimeUnit.SECONDS);
    }

    long resumeAfter() {
        return resumeAfter;
    }
}
