package io.rivulet.testkit.processor;

import static io.rivulet.testkit.processor.ProcessorHarness.STREAM;

import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.StreamId;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.plugins.contract.CheckedContract;
import io.rivulet.plugins.ingest.EventBatch;
import io.rivulet.plugins.ingest.LoadedProcessor;
import io.rivulet.plugins.ingest.MemoryStorage;
import io.rivulet.plugins.ingest.ProcessorRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One history, one processor, and what comes of it. What the processor itself appends is not given back to it. One thread. */
final class Replay {

    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(250);

    private final Run<?> run;
    private final List<Event> events;
    private final FakeStreams streams = new FakeStreams();

    Replay(ProcessorFactory factory, String configuration, List<EventInput> history) {
        for (EventInput input : history) {
            streams.append(STREAM, input).toCompletableFuture().join();
            streams.advance(BETWEEN_EVENTS);
        }
        events = streams.events(STREAM);
        run = new Run<>(new LoadedProcessor<>(CheckedContract.of(factory.contract()), factory.create(configuration)));
    }

    /** Delivers all events in batches of this size. */
    void run(int size) {
        for (int from = 0; from < events.size(); from += Math.min(size, events.size() - from)) {
            run.deliver(events.subList(from, from + Math.min(size, events.size() - from)));
        }
    }

    void forget() {
        run.forget();
    }

    String state() {
        return run.state();
    }

    /** What all streams have beyond the history, each as one line. */
    List<String> appended() {
        List<String> lines = new ArrayList<>();
        for (StreamId stream : streams.streams()) {
            streams.events(stream).stream()
                    .filter(event -> !events.contains(event))
                    .map(event -> stream.path() + " " + event.type() + " " + event.idempotencyKey() + " " + text(event))
                    .forEach(lines::add);
        }
        return lines;
    }

    /** The state before the first event, and after each. */
    List<String> states() {
        return run.states();
    }

    void requireArgumentsAreKept() {
        run.requireArgumentsAreKept();
    }

    /** The last state, when after so many events a snapshot is written and another run goes on from it. */
    String resumedAt(int cut) {
        return run.resumedAt(cut);
    }

    private static String text(Event event) {
        return event.payload() == null ? "" : new String(event.payload().bytes(), StandardCharsets.UTF_8);
    }

    private final class Run<S> {

        private final LoadedProcessor<S> loaded;
        private ProcessorRun<S> run;

        Run(LoadedProcessor<S> loaded) {
            this.loaded = loaded;
            run = begin();
        }

        private ProcessorRun<S> begin() {
            return new ProcessorRun<>(loaded, STREAM, new MemoryStorage(), streams);
        }

        void forget() {
            run = begin();
        }

        void deliver(List<Event> batch) {
            run.ingest(EventBatch.of(batch, events.get(events.size() - 1).offset()))
                    .toCompletableFuture()
                    .join();
        }

        String state() {
            return text(run.snapshot().toCompletableFuture().join().state());
        }

        List<String> states() {
            List<String> states = new ArrayList<>();
            S state = loaded.initialState();
            states.add(text(state));
            for (Event event : events) {
                state = reduce(state, event);
                states.add(text(state));
            }
            return states;
        }

        void requireArgumentsAreKept() {
            S state = loaded.initialState();
            for (Event event : events) {
                String before = text(state);
                S next = reduce(state, event);
                ProcessorChecks.require(
                        text(state).equals(before),
                        "reduce changed the state that it was given, at " + event.type() + ": it was " + before
                                + " and is " + text(state));
                state = next;
            }
        }

        String resumedAt(int cut) {
            S state = loaded.initialState();
            for (Event event : events) {
                if (event.index() == cut) {
                    state = loaded.read(loaded.write(state));
                }
                state = reduce(state, event);
            }
            return text(loaded.read(loaded.write(state)));
        }

        private S reduce(S state, Event event) {
            if (!loaded.contract().consumes(event.type())) {
                return state;
            }
            loaded.checked().checkConsumed(event);
            S next = loaded.processor().reduce(state, event);
            return next == null ? state : next;
        }

        /** The state as it is written; reading it checks the schema. */
        private String text(S state) {
            byte[] json = loaded.write(state);
            S read = loaded.read(json);
            ProcessorChecks.require(
                    state.equals(read),
                    "the state " + state + " was written as " + string(json) + ", which reads as " + read
                            + "; a state has equals, and its format keeps all of it");
            return string(json);
        }

        private static String string(byte[] json) {
            return new String(json, StandardCharsets.UTF_8);
        }
    }
}
