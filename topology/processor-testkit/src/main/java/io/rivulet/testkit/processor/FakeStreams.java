package io.rivulet.testkit.processor;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.Refusal;
import io.rivulet.api.StreamId;
import io.rivulet.api.processor.AppendRefusedException;
import io.rivulet.api.processor.Appended;
import io.rivulet.plugins.ingest.EffectHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a namespace in memory, with what a processor meets of their rules: offsets, idempotency keys, the expected
 * offset, and the pause. Time stands still until it is set. Work runs at once on the calling thread. One thread.
 */
public final class FakeStreams implements EffectHost {

    private static final Set<String> PASS_THE_PAUSE = Set.of(
            CoreEvents.RESUMED,
            CoreEvents.ERROR_OCCURRED,
            CoreEvents.WOKEN,
            CoreEvents.SUBSCRIBER_CONNECTED,
            CoreEvents.SUBSCRIBER_DISCONNECTED);

    private final Map<StreamId, List<Event>> streams = new LinkedHashMap<>();
    private final List<Throwable> backgroundFailures = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-31T10:00:00Z");
    /** Kafka's: shared by the streams of a partition, so those of one stream are not dense. */
    private long nextOffset;

    /** The events of a stream, none if it does not exist. */
    public List<Event> events(StreamId stream) {
        return List.copyOf(streams.getOrDefault(stream, List.of()));
    }

    /** The streams that exist, in the order of their beginning. */
    public List<StreamId> streams() {
        return List.copyOf(streams.keySet());
    }

    /** What failed in the background. */
    public List<Throwable> backgroundFailures() {
        return List.copyOf(backgroundFailures);
    }

    /** Sets the time of the events to come; it may go back. */
    public void at(Instant time) {
        now = time;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public CompletionStage<Appended> append(StreamId stream, EventInput input) {
        List<Event> events = streams.getOrDefault(stream, List.of());
        Event known = find(events, input.idempotencyKey());
        if (known != null) {
            return CompletableFuture.completedFuture(new Appended(known.offset(), known.index(), true));
        }
        Refusal refusal = refusal(events, input);
        if (refusal != null) {
            return CompletableFuture.failedFuture(new AppendRefusedException(refusal));
        }
        Event event = new Event(
                stream,
                nextOffset,
                events.size(),
                input.type(),
                input.payload(),
                now,
                input.idempotencyKey(),
                input.metadata(),
                input.source());
        nextOffset += 1 + nextOffset % 3;
        streams.computeIfAbsent(stream, begun -> new ArrayList<>()).add(event);
        return CompletableFuture.completedFuture(new Appended(event.offset(), event.index(), false));
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public void backgroundFailed(StreamId stream, Throwable failure) {
        backgroundFailures.add(failure);
    }

    private static @Nullable Event find(List<Event> events, @Nullable String key) {
        return key == null
                ? null
                : events.stream()
                        .filter(event -> key.equals(event.idempotencyKey()))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Refusal refusal(List<Event> events, EventInput input) {
        long head = events.isEmpty()
                ? EventInput.NO_STREAM
                : events.get(events.size() - 1).offset();
        if (isPaused(events) && !PASS_THE_PAUSE.contains(input.type())) {
            return new Refusal(Refusal.Reason.PAUSED, "the stream is paused", head);
        }
        Long expected = input.expectedOffset();
        return expected != null && expected != head ? Refusal.expectedOffset(expected, head) : null;
    }

    private static boolean isPaused(List<Event> events) {
        boolean isPaused = false;
        for (Event event : events) {
            isPaused = event.type().equals(CoreEvents.PAUSED)
                    || (isPaused && !event.type().equals(CoreEvents.RESUMED));
        }
        return isPaused;
    }
}
