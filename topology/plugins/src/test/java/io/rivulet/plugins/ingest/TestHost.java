package io.rivulet.plugins.ingest;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamId;
import io.rivulet.api.processor.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Remembers what it was asked to do, and does it at once on the calling thread. */
final class TestHost implements EffectHost {

    final List<StreamId> targets = new ArrayList<>();
    final List<EventInput> appended = new ArrayList<>();
    final List<CompletionStage<?>> work = new ArrayList<>();
    final List<Throwable> backgroundFailures = new ArrayList<>();

    @Override
    public CompletionStage<Appended> append(StreamId stream, EventInput event) {
        targets.add(stream);
        appended.add(event);
        return CompletableFuture.completedFuture(new Appended(100 + appended.size(), appended.size(), false));
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public void workStarted(StreamId stream, CompletionStage<?> started) {
        work.add(started);
    }

    @Override
    public void backgroundFailed(StreamId stream, Throwable failure) {
        backgroundFailures.add(failure);
    }
}
