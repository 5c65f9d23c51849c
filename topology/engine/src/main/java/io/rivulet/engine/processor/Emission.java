package io.rivulet.engine.processor;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamId;
import io.rivulet.api.StreamPath;
import io.rivulet.api.processor.AppendRefusedException;
import io.rivulet.api.processor.Appended;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.lane.Session.RetryLaterException;
import io.rivulet.engine.threads.NamedThreads;
import io.rivulet.plugins.ingest.EffectHost;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Appends what processors emit: here where this node serves the stream, and at its owner elsewhere. Any thread. */
public final class Emission implements AutoCloseable {

    /** Threads for blocking work of one processor, for each of its workers. */
    private static final int WORK_THREADS = 4;

    private static final long IDLE_SECONDS = 10;

    private final Appending here;
    private final RemoteAppends elsewhere;
    private final int workers;
    private final ExecutorService answers = Executors.newCachedThreadPool(NamedThreads.of("rivulet-emission"));
    private final Map<String, Effects> bySlug = new ConcurrentHashMap<>();
    private final LongAdder backgroundFailures = new LongAdder();

    /** See {@link io.rivulet.engine.Namespace#append}. */
    public interface Appending {

        CompletableFuture<AppendResult> append(StreamPath path, List<EventInput> events);
    }

    /**
     * Appends nothing yet.
     *
     * @param workers how many batches of one processor may be under way
     */
    public Emission(Appending here, RemoteAppends elsewhere, int workers) {
        this.here = here;
        this.elsewhere = elsewhere;
        this.workers = workers;
    }

    /** What the effects of one processor use: threads of its own, so that it holds up no other. */
    public EffectHost of(String slug) {
        return bySlug.computeIfAbsent(slug, name -> new Effects(threads(name)));
    }

    private ThreadPoolExecutor threads(String slug) {
        int most = workers * WORK_THREADS;
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                NamedThreads.of("rivulet-work-" + slug));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Completes when the stream has judged the event, with {@link AppendRefusedException} if that was a refusal. */
    public CompletionStage<Appended> append(StreamId stream, EventInput event) {
        return append(stream, List.of(event)).thenApply(all -> all.get(0));
    }

    /** The same for a batch, which is taken whole or refused whole. */
    public CompletionStage<List<Appended>> append(StreamId stream, List<EventInput> events) {
        return here.append(stream.path(), events).thenComposeAsync(result -> appended(stream, events, result), answers);
    }

    private CompletionStage<List<Appended>> appended(StreamId stream, List<EventInput> events, AppendResult result) {
        if (result instanceof AppendResult.Appended taken) {
            return CompletableFuture.completedFuture(taken.events().stream()
                    .map(one -> new Appended(one.event().offset(), one.event().index(), one.duplicate()))
                    .toList());
        }
        if (result instanceof AppendResult.Refused refused) {
            return CompletableFuture.failedFuture(new AppendRefusedException(refused.refusal()));
        }
        if (result instanceof AppendResult.Throttled throttled) {
            return CompletableFuture.failedFuture(
                    new RetryLaterException("Too many appends are in flight", throttled.retryAfter(), null));
        }
        boolean mayRepeat = result instanceof AppendResult.Moved
                || (result instanceof AppendResult.Unsettled
                        && events.stream().allMatch(event -> event.idempotencyKey() != null));
        return mayRepeat
                ? elsewhere.append(stream, events)
                : CompletableFuture.failedFuture(
                        new IllegalStateException("What became of an emitted event could not be learned: " + result));
    }

    /** How many pieces of work in the background have failed (PR-26). */
    public long backgroundFailures() {
        return backgroundFailures.sum();
    }

    @Override
    public void close() {
        answers.shutdown();
        bySlug.values().forEach(effects -> effects.threads.shutdownNow());
    }

    /** One processor's. */
    private final class Effects implements EffectHost {

        private final ExecutorService threads;

        Effects(ExecutorService threads) {
            this.threads = threads;
        }

        @Override
        public CompletionStage<Appended> append(StreamId stream, EventInput event) {
            return Emission.this.append(stream, event);
        }

        @Override
        public Executor executor() {
            return threads;
        }

        @Override
        public void backgroundFailed(StreamId stream, Throwable failure) {
            backgroundFailures.increment();
        }
    }
}
