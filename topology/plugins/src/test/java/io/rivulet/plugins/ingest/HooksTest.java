package io.rivulet.plugins.ingest;

import static io.rivulet.plugins.ingest.Batches.STREAM;
import static io.rivulet.plugins.ingest.Batches.added;
import static io.rivulet.plugins.ingest.Batches.batch;
import static io.rivulet.plugins.ingest.Batches.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.InvalidPathException;
import io.rivulet.api.Payload;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.ReducedBatch;
import io.rivulet.api.processor.ReducedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Hooks, their helpers and the side-effect anchor: sections 6.2, 6.4 and 6.5 of the rules. */
class HooksTest {

    private final TestHost host = new TestHost();
    private final TestStorage storage = TestStorage.fresh();

    /** PR-12, PR-13. */
    @Test
    void shouldCallTheEventHookForEachReducedEventWithItsOwnStates() {
        List<String> calls = new ArrayList<>();

        run(new Sum() {
                    @Override
                    public void processEvent(ReducedEvent<Integer> reduced, ProcessorContext context) {
                        calls.add(reduced.event().offset() + ": " + reduced.before() + " to " + reduced.after()
                                + ", head " + context.maxOffset() + ", checkpoint " + context.checkpointOffset());
                    }
                })
                .ingest(batch(added(3, 5), event(4, "unknown", "{}"), added(5, 7)));

        assertThat(calls).containsExactly("3: 0 to 5, head 99, checkpoint 5", "5: 5 to 12, head 99, checkpoint 5");
    }

    /** PR-13. */
    @Test
    void shouldCallTheBatchHookWithEveryNewEventAndTheStatesAtEntryAndExit() {
        List<ReducedBatch<Integer>> batches = new ArrayList<>();
        ProcessorRun<Integer> run = run(new Sum() {
            @Override
            public void processEventBatch(ReducedBatch<Integer> batch, ProcessorContext context) {
                batches.add(batch);
            }
        });

        run.ingest(batch(added(3, 5)));
        run.ingest(batch(added(3, 5), event(4, "unknown", "{}"), added(5, 7)));

        assertThat(batches).hasSize(2);
        ReducedBatch<Integer> second = batches.get(1);
        assertThat(second.events()).extracting(Event::offset).containsExactly(4L, 5L);
        assertThat(second.reduced())
                .extracting(reduced -> reduced.event().offset())
                .containsExactly(5L);
        assertThat(second.before()).isEqualTo(5);
        assertThat(second.after()).isEqualTo(12);
    }

    /** PR-11: returning nothing keeps the state. */
    @Test
    void shouldKeepTheStateWhenReduceReturnsNothing() {
        Ingested<Integer> result = run(new Sum() {
                    @Override
                    public Integer reduce(Integer sum, Event event) {
                        return event.offset() == 4 ? null : super.reduce(sum, event);
                    }
                })
                .ingest(batch(added(3, 5), added(4, 7)))
                .toCompletableFuture()
                .join();

        assertThat(result.snapshot()).isEqualTo(new Snapshot<>(4L, 5));
    }

    /** PR-25. */
    @Test
    void shouldHoldTheCheckpointWhileWorkIsOpen() {
        CompletableFuture<Void> one = new CompletableFuture<>();
        CompletableFuture<Void> other = new CompletableFuture<>();
        CompletableFuture<Ingested<Integer>> result = run(effect(context -> {
                    context.blockProcessorWhile(() -> one);
                    context.blockProcessorWhile(() -> other);
                }))
                .ingest(batch(added(3, 5)))
                .toCompletableFuture();

        one.complete(null);
        assertThat(storage.writes).isEmpty();
        other.complete(null);
        assertThat(storage.writes).hasSize(1);
        assertThat(result).isCompleted();
    }

    /** PR-19, PR-25. */
    @Test
    void shouldFailTheBatchWhenItsWorkFails() {
        CompletableFuture<Ingested<Integer>> result = run(effect(context -> context.blockProcessorWhile(() -> {
                    throw new IllegalStateException("no route");
                })))
                .ingest(batch(added(3, 5)))
                .toCompletableFuture();

        assertThatThrownBy(result::join)
                .hasCauseInstanceOf(IngestException.class)
                .hasMessageContaining("no route");
        assertThat(storage.writes).isEmpty();
    }

    /** PR-19: work that was started before the hook threw is not abandoned. */
    @Test
    void shouldWaitForStartedWorkWhenTheHookThrows() {
        CompletableFuture<Void> open = new CompletableFuture<>();
        CompletableFuture<Ingested<Integer>> result = run(effect(context -> {
                    context.blockProcessorWhile(() -> open);
                    throw new IllegalStateException("not today");
                }))
                .ingest(batch(added(3, 5)))
                .toCompletableFuture();

        assertThat(result).isNotDone();
        open.complete(null);
        assertThatThrownBy(result::join).hasMessageContaining("not today");
    }

    @Test
    void shouldWaitForWorkThatWorkStarts() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        CompletableFuture<Ingested<Integer>> result = run(effect(context -> context.blockProcessorWhile(
                        () -> first.thenRun(() -> context.blockProcessorWhile(() -> second)))))
                .ingest(batch(added(3, 5)))
                .toCompletableFuture();

        first.complete(null);
        assertThat(result).isNotDone();
        second.complete(null);
        assertThat(result).isCompleted();
    }

    @Test
    void shouldRefuseBlockingWorkAfterTheBatchIsDone() {
        List<ProcessorContext> contexts = new ArrayList<>();
        run(effect(contexts::add)).ingest(batch(added(3, 5)));

        assertThatThrownBy(() -> contexts.get(0).blockProcessorWhile(() -> CompletableFuture.completedFuture(null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too late");
    }

    /** PR-26. */
    @Test
    void shouldNotWaitForWorkInTheBackgroundNorFailByIt() {
        CompletableFuture<Void> open = new CompletableFuture<>();
        CompletableFuture<Ingested<Integer>> result = run(effect(context -> context.runInBackground(() -> open)))
                .ingest(batch(added(3, 5)))
                .toCompletableFuture();

        assertThat(result).isCompleted();
        open.completeExceptionally(new IllegalStateException("gone"));
        assertThat(host.backgroundFailures).hasSize(1);
        assertThat(storage.writes).hasSize(1);
    }

    /** PR-27. */
    @Test
    void shouldTellTheHostOfAllWork() {
        CompletableFuture<Void> blocking = CompletableFuture.completedFuture(null);
        CompletableFuture<Void> background = new CompletableFuture<>();
        run(effect(context -> {
                    context.blockProcessorWhile(() -> blocking);
                    context.runInBackground(() -> background);
                }))
                .ingest(batch(added(3, 5)));

        assertThat(host.work).containsExactly(blocking, background);
    }

    /** PR-5. */
    @Test
    void shouldMakeIdempotencyKeysFromSlugKeyAndOffset() {
        List<String> keys = new ArrayList<>();
        run(new Sum() {
                    @Override
                    public void processEvent(ReducedEvent<Integer> reduced, ProcessorContext context) {
                        keys.add(context.key("told"));
                        keys.add(context.key("told", reduced.event()));
                    }
                })
                .ingest(batch(added(3, 5)));

        assertThat(keys).containsExactly("sum/told", "sum/told@3");
    }

    /** AP-20, AP-21; the processor is the event's source (EV-2). */
    @Test
    void shouldAppendToTheOwnStreamAndToOthers() {
        EventInput told = EventInput.of(Sum.TOLD, Payload.json("5")).withIdempotencyKey("sum/told");
        run(effect(context -> {
                    context.append(told);
                    context.append("../18", told);
                    context.append("/totals", told);
                }))
                .ingest(batch(added(3, 5)));

        assertThat(host.targets)
                .extracting(target -> target.namespace() + " " + target.path())
                .containsExactly("orders /order/17", "orders /order/18", "orders /totals");
        assertThat(host.appended)
                .allMatch(event -> event.source().equals(new EventInput.Source("sum", "1"))
                        && event.idempotencyKey().equals("sum/told"));
    }

    @Test
    void shouldFailTheBatchThatAppendsAboveTheRootOrWhatTheContractDoesNotEmit() {
        assertThatThrownBy(run(effect(context -> context.append("../../..", EventInput.of(Sum.TOLD, null))))
                        .ingest(batch(added(3, 5)))
                        .toCompletableFuture()::join)
                .hasRootCauseInstanceOf(InvalidPathException.class);
        assertThatThrownBy(run(effect(context -> context.append(EventInput.of("other", null))))
                        .ingest(batch(added(3, 5)))
                        .toCompletableFuture()::join)
                .hasMessageContaining("does not emit other");
        assertThat(host.appended).isEmpty();
    }

    /** PR-30, PR-31: the anchor itself has no effects; the default anchor is below the first offset. */
    @Test
    void shouldReduceEventsUpToTheAnchorWithoutEffects() {
        List<Long> effects = new ArrayList<>();
        Sum anchored = new Sum() {
            @Override
            public void processEvent(ReducedEvent<Integer> reduced, ProcessorContext context) {
                effects.add(reduced.event().offset());
            }

            @Override
            public long sideEffectAnchor(long attachedAt) {
                return attachedAt;
            }
        };
        TestStorage attachedLate = new TestStorage(new Resume(null, -1, 4));
        Ingested<Integer> result = new ProcessorRun<>(anchored.loaded(), STREAM, attachedLate, host)
                .ingest(batch(added(3, 5), added(4, 7), added(5, 1)))
                .toCompletableFuture()
                .join();

        assertThat(result.snapshot()).isEqualTo(new Snapshot<>(5L, 13));
        assertThat(effects).containsExactly(5L);
    }

    @Test
    void shouldHaveEffectsFromTheFirstOffsetByDefault() {
        List<Long> effects = new ArrayList<>();
        run(new Sum() {
                    @Override
                    public void processEvent(ReducedEvent<Integer> reduced, ProcessorContext context) {
                        effects.add(reduced.event().offset());
                    }
                })
                .ingest(batch(added(0, 5), added(1, 7)));

        assertThat(effects).containsExactly(0L, 1L);
    }

    /** PR-30: the anchor is read once for each batch. */
    @Test
    void shouldReadTheAnchorOncePerBatch() {
        List<Long> reads = new ArrayList<>();
        ProcessorRun<Integer> run = run(new Sum() {
            @Override
            public long sideEffectAnchor(long attachedAt) {
                reads.add(attachedAt);
                return NO_ANCHOR;
            }
        });

        run.ingest(batch(added(3, 5), added(4, 7)));
        run.ingest(batch(added(5, 5)));

        assertThat(reads).containsExactly(-1L, -1L);
    }

    private ProcessorRun<Integer> run(Sum processor) {
        return new ProcessorRun<>(processor.loaded(), STREAM, storage, host);
    }

    private static Sum effect(Effect effect) {
        return new Sum() {
            @Override
            public void processEvent(ReducedEvent<Integer> reduced, ProcessorContext context) {
                effect.on(context);
            }
        };
    }

    private interface Effect {
        void on(ProcessorContext context);
    }
}
