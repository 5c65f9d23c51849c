package io.rivulet.testkit.processor;

import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamId;
import io.rivulet.api.StreamPath;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.plugins.contract.CheckedContract;
import io.rivulet.plugins.ingest.EventBatch;
import io.rivulet.plugins.ingest.Ingested;
import io.rivulet.plugins.ingest.LoadedProcessor;
import io.rivulet.plugins.ingest.MemoryStorage;
import io.rivulet.plugins.ingest.ProcessorRun;
import io.rivulet.plugins.ingest.Resume;
import io.rivulet.plugins.ingest.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A processor on one stream in memory: {@code /stream} of the namespace {@code test}. Events are appended, then delivered;
 * the state, and what the processor appended, are then there to be looked at.
 *
 * <pre>{@code
 * ProcessorHarness till = ProcessorHarness.of(new TillFactory());
 * till.append("order.paid", "{\"amount\":12}").deliver();
 * assertThat(till.state()).isEqualTo("{\"sum\":12}");
 * }</pre>
 *
 * All runs on the calling thread, so work that is open when {@link #deliver} returns was never finished by the processor.
 */
public final class ProcessorHarness {

    /** The stream that the processor is attached to. */
    public static final StreamId STREAM = new StreamId("test", new StreamPath("/stream"));

    private final FakeStreams streams = new FakeStreams();
    private final Lane<?> lane;

    private ProcessorHarness(ProcessorFactory factory, String configuration, long attachedAt) {
        lane = lane(
                new LoadedProcessor<>(CheckedContract.of(factory.contract()), factory.create(configuration)),
                attachedAt);
    }

    /** Attaches a processor without configuration to an empty stream; its contract is checked. */
    public static ProcessorHarness of(ProcessorFactory factory) {
        return new ProcessorHarness(factory, "{}", Snapshot.NOTHING);
    }

    public static ProcessorHarness of(ProcessorFactory factory, String configuration) {
        return new ProcessorHarness(factory, configuration, Snapshot.NOTHING);
    }

    /** Attaches a processor to a stream whose head has the offset {@code attachedAt}; its events are appended afterwards. */
    public static ProcessorHarness attachedAt(ProcessorFactory factory, long attachedAt) {
        return new ProcessorHarness(factory, "{}", attachedAt);
    }

    /** The streams, to set their time and to read what was appended elsewhere. */
    public FakeStreams streams() {
        return streams;
    }

    /** Appends an event to the stream, as an application does. */
    public ProcessorHarness append(String type, @Nullable String payload) {
        return append(EventInput.of(type, payload == null ? null : Payload.json(payload)));
    }

    /** Appends an event to the stream; a refusal is thrown. */
    public ProcessorHarness append(EventInput event) {
        join(streams.append(STREAM, event));
        return this;
    }

    /** Delivers all that the processor has not had, as one batch, and then what it appended meanwhile, until nothing is new. */
    public ProcessorHarness deliver() {
        return deliver(Integer.MAX_VALUE);
    }

    private ProcessorHarness deliver(int size) {
        boolean isNew = true;
        while (isNew) {
            isNew = lane.deliver(size);
        }
        return this;
    }

    /** Delivers everything once more to a processor that has lost its state and its checkpoint: effects happen again. */
    public ProcessorHarness deliverAgain() {
        return deliverAgain(Integer.MAX_VALUE);
    }

    /** The same in batches of so many events at most: after a crash they are cut as nobody can foresee. */
    public ProcessorHarness deliverAgain(int size) {
        lane.forget();
        return deliver(size);
    }

    /** The state as a snapshot holds it. */
    public String state() {
        return lane.state();
    }

    /** The offset of the last event that the processor has had; -1 for none. */
    public long checkpoint() {
        return lane.checkpoint();
    }

    /** The events of the stream that this processor appended. */
    public List<Event> emitted() {
        return emitted(STREAM.path().value());
    }

    /** The events of a stream that this processor appended. */
    public List<Event> emitted(String path) {
        String slug = lane.loaded.contract().slug();
        return streams.events(new StreamId(STREAM.namespace(), new StreamPath(path))).stream()
                .filter(event ->
                        event.source() != null && slug.equals(event.source().slug()))
                .toList();
    }

    private <S> Lane<S> lane(LoadedProcessor<S> loaded, long attachedAt) {
        return new Lane<>(loaded, attachedAt);
    }

    /** A failure as the processor threw it. */
    private static <T> T join(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new IllegalStateException("the processor has left work open that nobody will finish");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The run of the processor, of whatever state. */
    private final class Lane<S> {

        private final LoadedProcessor<S> loaded;
        private final long attachedAt;
        private ProcessorRun<S> run;

        Lane(LoadedProcessor<S> loaded, long attachedAt) {
            this.loaded = loaded;
            this.attachedAt = attachedAt;
            run = begin();
        }

        void forget() {
            run = begin();
        }

        private ProcessorRun<S> begin() {
            Resume fresh = new Resume(null, Snapshot.NOTHING, attachedAt);
            return new ProcessorRun<>(loaded, STREAM, new MemoryStorage(fresh), streams);
        }

        boolean deliver(int size) {
            long checkpoint = checkpoint();
            List<Event> events = streams.events(STREAM).stream()
                    .filter(event -> event.offset() > checkpoint)
                    .limit(size)
                    .toList();
            if (events.isEmpty()) {
                return false;
            }
            Ingested<S> ingested = join(run.ingest(
                    EventBatch.of(events, events.get(events.size() - 1).offset())));
            return ingested.isNew();
        }

        long checkpoint() {
            return join(run.snapshot()).offset();
        }

        String state() {
            return new String(loaded.write(join(run.snapshot()).state()), StandardCharsets.UTF_8);
        }
    }
}
