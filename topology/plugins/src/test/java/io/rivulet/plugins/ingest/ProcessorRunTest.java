package io.rivulet.plugins.ingest;

import static io.rivulet.plugins.ingest.Batches.STREAM;
import static io.rivulet.plugins.ingest.Batches.added;
import static io.rivulet.plugins.ingest.Batches.batch;
import static io.rivulet.plugins.ingest.Batches.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.Event;
import io.rivulet.api.StreamId;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.ReducedBatch;
import io.rivulet.api.processor.ReducedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** States, checkpoints and their storage: sections 6.3 and 6.4 of the rules. */
class ProcessorRunTest {

    private final TestHost host = new TestHost();
    private final TestStorage storage = TestStorage.fresh();

    /** PR-16, PR-17. */
    @Test
    void shouldReduceConsumedEventsAndCheckpointOncePerBatch() {
        ProcessorRun<Integer> run = run(new Sum());

        Ingested<Integer> result = take(run, batch(added(3, 5), added(7, 7)));

        assertThat(result).isEqualTo(new Ingested<>(new Snapshot<>(7, 12), true, true));
        assertThat(storage.writes).containsExactly("7 {\"sum\":12}");
    }

    /** PR-20: defaults fill in, and what is in the state already is skipped. */
    @Test
    void shouldResumeFromTheStoredState() {
        TestStorage stored = new TestStorage(new Resume(TestStorage.snapshot("1", 4, "{}"), 4, -1));
        ProcessorRun<Integer> run = new ProcessorRun<>(new Sum().loaded(), STREAM, stored, host);

        Ingested<Integer> result = take(run, batch(added(3, 100), added(4, 100), added(5, 1)));

        assertThat(result.snapshot()).isEqualTo(new Snapshot<>(5L, 1));
    }

    @Test
    void shouldRefuseAStoredStateThatTheSchemaDoesNotAllow() {
        TestStorage stored = new TestStorage(new Resume(TestStorage.snapshot("1", 4, "{\"sum\":\"x\"}"), 4, -1));
        ProcessorRun<Integer> run = new ProcessorRun<>(new Sum().loaded(), STREAM, stored, host);

        assertThatThrownBy(() -> take(run, batch(added(5, 1)))).hasMessageContaining("/sum");
    }

    /** Another version of the contract, or a state whose effects are owed: it is built anew, without effects that happened. */
    @Test
    void shouldBuildTheStateAnewWhenTheStoredOneIsOfNoUse() {
        Effects effects = new Effects();
        for (StoredSnapshot useless :
                List.of(TestStorage.snapshot("0", 4, "{\"sum\":900}"), TestStorage.snapshot("1", 5, "{\"sum\":900}"))) {
            effects.seen.clear();
            TestStorage stored = new TestStorage(new Resume(useless, 4, -1));
            ProcessorRun<Integer> run = new ProcessorRun<>(effects.loaded(), STREAM, stored, host);

            Ingested<Integer> result = take(run, batch(added(3, 5), added(4, 7), added(5, 1)));

            assertThat(result.snapshot()).isEqualTo(new Snapshot<>(5L, 13));
            assertThat(effects.seen).containsExactly(5L);
        }
    }

    /** PR-14, PR-15. */
    @Test
    void shouldWriteNothingForABatchThatIsFullyReplayed() {
        Effects effects = new Effects();
        ProcessorRun<Integer> run = run(effects);
        take(run, batch(added(3, 5), added(4, 7)));

        Ingested<Integer> again = take(run, batch(added(3, 5), added(4, 7)));

        assertThat(again).isEqualTo(new Ingested<>(new Snapshot<>(4, 12), false, false));
        assertThat(effects.batches).isEqualTo(1);
        assertThat(storage.writes).hasSize(1);
    }

    /** PR-15. */
    @Test
    void shouldDoNothingForAnEmptyBatch() {
        take(run(new Sum()), batch());

        assertThat(storage.writes).isEmpty();
    }

    /** PR-14: repetitions and backward offsets within one batch. */
    @Test
    void shouldSkipWhatIsNotAboveTheRunningCheckpoint() {
        Ingested<Integer> result = take(run(new Sum()), batch(added(5, 1), added(5, 1), added(4, 1), added(6, 1)));

        assertThat(result.snapshot()).isEqualTo(new Snapshot<>(6L, 2));
    }

    /** PR-17: the checkpoint moves over events that are delivered and not consumed. */
    @Test
    void shouldMoveOverEventsThatItDoesNotConsume() {
        Effects effects = new Effects();

        Ingested<Integer> result = take(run(effects), batch(event(8, "unknown", "{}")));

        assertThat(result).isEqualTo(new Ingested<>(new Snapshot<>(8, 0), true, false));
        assertThat(effects.seen).isEmpty();
        assertThat(storage.writes).containsExactly("8 {\"sum\":0}");
    }

    /** What the host left out of a batch, since it is not consumed, is passed too. */
    @Test
    void shouldMoveToWhereTheStreamWasRead() {
        ProcessorRun<Integer> run = run(new Sum());

        assertThat(take(run, new EventBatch(List.of(added(3, 5)), 20, 99)).snapshot())
                .isEqualTo(new Snapshot<>(20L, 5));
        assertThat(take(run, new EventBatch(List.of(), 30, 99)).snapshot()).isEqualTo(new Snapshot<>(30L, 5));
        assertThat(storage.writes).containsExactly("20 {\"sum\":5}");
    }

    /** PR-18. */
    @Test
    void shouldNotStartABatchBeforeTheLastOneIsDone() {
        Effects effects = new Effects();
        CompletableFuture<Void> held = new CompletableFuture<>();
        effects.work = held;
        ProcessorRun<Integer> run = run(effects);

        CompletableFuture<Ingested<Integer>> first =
                run.ingest(batch(added(3, 5))).toCompletableFuture();
        CompletableFuture<Ingested<Integer>> second =
                run.ingest(batch(added(4, 7))).toCompletableFuture();

        assertThat(effects.seen).containsExactly(3L);
        held.complete(null);
        assertThat(first.join().snapshot().offset()).isEqualTo(3);
        assertThat(second.join().snapshot()).isEqualTo(new Snapshot<>(4L, 12));
    }

    /** PR-18, PR-19: state and checkpoint are as before, and the same batch can come again. */
    @Test
    void shouldLeaveEverythingAsItWasWhenABatchFails() {
        Effects effects = new Effects();
        effects.failures = 1;
        ProcessorRun<Integer> run = run(effects);

        assertThatThrownBy(() -> take(run, batch(added(3, 5))))
                .isInstanceOf(IngestException.class)
                .hasMessage("processor 'sum' on orders:/order/17, the effects of the batch that begins at offset 3: not"
                        + " today");
        assertThat(storage.writes).isEmpty();
        assertThat(run.snapshot().toCompletableFuture().join()).isEqualTo(new Snapshot<>(-1L, 0));

        assertThat(take(run, batch(added(3, 5))).snapshot()).isEqualTo(new Snapshot<>(3L, 5));
    }

    /** 12.13, T1: a transient failure, while later events keep coming, loses nothing. */
    @Test
    void shouldLoseNothingWhenTheBatchAfterAFailedOneStartsAtTheCheckpoint() {
        Effects effects = new Effects();
        effects.failures = 1;
        ProcessorRun<Integer> run = run(effects);
        assertThatThrownBy(() -> take(run, batch(added(3, 5)))).isInstanceOf(IngestException.class);

        assertThat(take(run, batch(added(3, 5), added(4, 7))).snapshot()).isEqualTo(new Snapshot<>(4L, 12));
    }

    /** 12.13, T2: the write failed; the second delivery writes. */
    @Test
    void shouldWriteTheSnapshotOfABatchWhoseWriteFailedBefore() {
        storage.failingWrites = 1;
        ProcessorRun<Integer> run = run(new Sum());
        assertThatThrownBy(() -> take(run, batch(added(1, 5)))).hasMessage("the store cannot be written");

        take(run, batch(added(1, 5)));

        assertThat(storage.writes).containsExactly("1 {\"sum\":5}");
    }

    /** PR-20: a failed load is not remembered. */
    @Test
    void shouldLoadAgainWhenLoadingFailed() {
        storage.failingReads = 1;
        ProcessorRun<Integer> run = run(new Sum());

        assertThatThrownBy(() -> take(run, batch(added(3, 5)))).hasMessage("the store cannot be read");
        assertThat(take(run, batch(added(3, 5))).snapshot()).isEqualTo(new Snapshot<>(3L, 5));
    }

    /** PR-21: what prepare does to the storage is seen by the read. PR-20: it happens once. */
    @Test
    void shouldPrepareOnceAndBeforeItReads() {
        List<StreamId> prepared = new ArrayList<>();
        storage.failingReads = 1;
        ProcessorRun<Integer> run = run(new Sum() {
            @Override
            public CompletionStage<?> prepare(StreamId stream) {
                prepared.add(stream);
                storage.failingReads = 0;
                return CompletableFuture.completedFuture(null);
            }
        });

        take(run, batch(added(3, 5)));
        take(run, batch(added(4, 5)));

        assertThat(prepared).containsExactly(STREAM);
    }

    /** PR-20: a failing prepare fails the call, and the next one tries again. */
    @Test
    void shouldFailTheCallWhosePrepareThrows() {
        List<String> tries = new ArrayList<>();
        ProcessorRun<Integer> run = run(new Sum() {
            @Override
            public CompletionStage<?> prepare(StreamId stream) {
                tries.add("one");
                if (tries.size() == 1) {
                    throw new IllegalStateException("no table");
                }
                return CompletableFuture.completedFuture(null);
            }
        });

        assertThatThrownBy(() -> take(run, batch(added(3, 5)))).hasMessage("no table");
        assertThat(take(run, batch(added(3, 5))).snapshot().offset()).isEqualTo(3);
    }

    /** PR-22. */
    @Test
    void shouldKeepTheCheckpointInMemoryWithoutAStorage() {
        MemoryStorage memory = new MemoryStorage();
        take(new ProcessorRun<>(new Sum().loaded(), STREAM, memory, host), batch(added(3, 5)));

        ProcessorRun<Integer> next = new ProcessorRun<>(new Sum().loaded(), STREAM, memory, host);

        assertThat(next.snapshot().toCompletableFuture().join()).isEqualTo(new Snapshot<>(3L, 5));
    }

    /** EV-7, 12.9.17: a payload that breaks its schema fails the batch, and the failure names the event. */
    @Test
    void shouldFailTheBatchWhenAPayloadBreaksItsSchema() {
        ProcessorRun<Integer> run = run(new Sum());

        assertThatThrownBy(() -> take(run, batch(added(3, 5), event(4, Sum.ADDED, "\"five\""))))
                .isInstanceOfSatisfying(
                        IngestException.class, e -> assertThat(e.offset()).isEqualTo(4))
                .hasMessageContaining("reducing added at offset 4")
                .hasMessageContaining("string found, integer expected");
        assertThat(storage.writes).isEmpty();
    }

    /** A plugin whose classes do not fit together fails its batch, and not the thread that ran it. */
    @Test
    void shouldTakeAnErrorOfAPluginForAFailureOfItsBatch() {
        ProcessorRun<Integer> run = run(new Sum() {
            @Override
            public Integer reduce(Integer sum, Event event) {
                throw new NoClassDefFoundError("a/b/C");
            }
        });

        assertThatThrownBy(() -> take(run, batch(added(3, 5)))).isInstanceOf(IngestException.class);
    }

    private ProcessorRun<Integer> run(Sum processor) {
        return new ProcessorRun<>(processor.loaded(), STREAM, storage, host);
    }

    private static <T> Ingested<T> take(ProcessorRun<T> run, EventBatch batch) {
        try {
            return run.ingest(batch).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Notes which events had effects; fails as often as told, and holds the checkpoint while its work is open. */
    private static final class Effects extends Sum {

        private final List<Long> seen = new ArrayList<>();
        private int batches;
        private int failures;
        private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);

        @Override
        public void processEvent(ReducedEvent<Integer> reduced, ProcessorContext context) {
            seen.add(reduced.event().offset());
            context.blockProcessorWhile(() -> work);
        }

        @Override
        public void processEventBatch(ReducedBatch<Integer> batch, ProcessorContext context) throws Exception {
            batches++;
            super.processEventBatch(batch, context);
            if (failures-- > 0) {
                throw new IllegalStateException("not today");
            }
        }
    }
}
