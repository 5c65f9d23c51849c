package io.rivulet.engine.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.Refusal;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult.AppendedEvent;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appender with a real store, and a log that the test moves on by hand. */
@SuppressWarnings({"FutureReturnValueIgnored", "UnsynchronizedOverridesSynchronized"})
class AppenderTest {

    private static final FoldSettings FOLD = new FoldSettings(1, "record", 1000);
    private static final StreamPath PATH = new StreamPath("/s");

    @TempDir
    private Path folder;

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                    onSend.accept(record);
                    return super.send(record, callback);
                }
            };
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private final PendingAppends pending = new PendingAppends(new Random(1), Runnable::run);
    private final InFlight inFlight = new InFlight(10, 5000);
    private Instant now = Instant.EPOCH;
    private StoreMemory memory;
    private PartitionStore store;
    private PendingAppends.Answers answers;
    private Appender appender;
    private boolean isServing = true;
    private long takenAt;
    private volatile Consumer<ProducerRecord<byte[], byte[]>> onSend = record -> {};
    private int sent;

    @BeforeEach
    void open() {
        memory = new StoreMemory(8 << 20, 8 << 20);
        InstantSource clock = () -> now;
        store = PartitionStore.open(
                folder, 0, new PartitionStore.Settings(FOLD, memory, 1000, Duration.ofDays(1), Runnable::run, clock));
        answers = pending.answers(store);
        appender = new Appender(
                new Appender.Settings("default", "log", FOLD, FOLD.maxEventBytes(), Duration.ofSeconds(30), clock),
                producer,
                pending,
                inFlight,
                Runnable::run,
                new Random(2),
                new Appender.Partitioned(
                        partition -> isServing ? Optional.of(store) : Optional.empty(), partition -> takenAt));
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    @Test
    void shouldBeginAStreamWithCreated() {
        CompletableFuture<AppendResult> append = append(event("t"));
        foldAll();

        assertThat(events(append)).singleElement().satisfies(event -> {
            assertThat(event.event().index()).isEqualTo(1);
            assertThat(event.event().offset()).isEqualTo(1);
            assertThat(event.duplicate()).isFalse();
        });
        assertThat(types()).containsExactly("io.rivulet.stream.created", "t");
        assertThat(inFlight.events()).isZero();
    }

    @Test
    void shouldBeginAStreamOnceHoweverManyAppendsAreOnTheirWay() {
        List<CompletableFuture<AppendResult>> appends =
                List.of(append(event("a")), append(event("b")), append(event("c")));
        foldAll();

        assertThat(types()).containsExactly("io.rivulet.stream.created", "a", "b", "c");
        assertThat(appends).allSatisfy(append -> assertThat(events(append)).hasSize(1));
    }

    /** AP-30, CS-3: once, before the first new event under another owner, and in one batch with it. */
    @Test
    void shouldWakeAStreamThatAnotherOwnerHadBefore() {
        append(event("a"));
        foldAll();
        takenAt = log.size();

        List<CompletableFuture<AppendResult>> appends = List.of(append(event("b")), append(event("c")));
        foldAll();
        appends.forEach(append -> assertThat(events(append)).hasSize(1));
        append(event("d"));
        foldAll();

        assertThat(types()).containsExactly("io.rivulet.stream.created", "a", "io.rivulet.stream.woken", "b", "c", "d");
    }

    /** What began under this owner was never asleep. */
    @Test
    void shouldNotWakeAStreamThatItBegan() {
        takenAt = 0;
        append(event("a"));
        foldAll();
        append(event("b"));
        foldAll();

        assertThat(types()).containsExactly("io.rivulet.stream.created", "a", "b");
    }

    /** AP-7: the expectation is about what the caller knows, and the caller knows nothing of the woken. */
    @Test
    void shouldHoldACallersExpectationAgainstWhatTheCallerKnows() {
        append(event("a"));
        foldAll();
        takenAt = log.size();

        CompletableFuture<AppendResult> wrong = append(event("b").withExpectedOffset(0L));
        foldAll();
        CompletableFuture<AppendResult> right = append(event("b").withExpectedOffset(1L));
        foldAll();

        assertThat(wrong.join()).isInstanceOf(AppendResult.Refused.class);
        assertThat(events(right)).hasSize(1);
        assertThat(types()).containsExactly("io.rivulet.stream.created", "a", "io.rivulet.stream.woken", "b");
    }

    /** AP-11. */
    @Test
    void shouldNotWakeAStreamForADuplicate() {
        append(event("a").withIdempotencyKey("k"));
        foldAll();
        takenAt = log.size();

        CompletableFuture<AppendResult> repeated = append(event("a").withIdempotencyKey("k"));

        assertThat(events(repeated).get(0).duplicate()).isTrue();
        assertThat(log).hasSize(2);
    }

    /** AP-3, AP-9: while it is paused, what is refused wakes nobody. */
    @Test
    void shouldNotWakeAStreamForWhatIsRefused() {
        append(event("io.rivulet.stream.paused"));
        foldAll();
        takenAt = log.size();

        CompletableFuture<AppendResult> refused = append(event("b"));
        foldAll();
        append(event("io.rivulet.stream.resumed"));
        foldAll();

        assertThat(refused.join()).isInstanceOf(AppendResult.Refused.class);
        assertThat(types())
                .containsExactly(
                        "io.rivulet.stream.created",
                        "io.rivulet.stream.paused",
                        "io.rivulet.stream.woken",
                        "io.rivulet.stream.resumed");
    }

    /** Inside a batch a reset is refused; what ends a life need not wake it. */
    @Test
    void shouldPutNothingBeforeAReset() {
        append(event("a"));
        foldAll();
        takenAt = log.size();

        append(event(CoreEvents.RESET));

        assertThat(producer.history()).hasSize(3);
    }

    /** Two paths of one hash wait for one another: so it can be folded between the look at the row and the sending. */
    @Test
    void shouldKeepTheOrderWhenTheStreamBeginsWhileAnAppendIsOnItsWay() throws Exception {
        // Given
        StreamPath path = new StreamPath("/Aa");
        StreamPath sameHash = new StreamPath("/BB");
        CompletableFuture<AppendResult> begun = appender.append(path, List.of(event("a")));
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        onSend = record -> {
            isHeld.countDown();
            awaitQuietly(release);
        };
        Thread holder = new Thread(() -> appender.append(sameHash, List.of(event("x"))));
        holder.start();
        isHeld.await();

        // When
        Thread writer = new Thread(() -> {
            appender.append(path, List.of(event("b")));
            appender.append(path, List.of(event("c")));
        });
        writer.start();
        while (writer.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        foldAll();
        onSend = record -> {};
        release.countDown();
        holder.join();
        writer.join();
        foldAll();
        foldAll();

        // Then
        assertThat(events(begun)).hasSize(1);
        assertThat(types(path)).containsExactly("io.rivulet.stream.created", "a", "b", "c");
    }

    @Test
    void shouldAnswerBatchesInTheOrderOfTheirEvents() {
        append(event("a").withIdempotencyKey("k"));
        foldAll();

        CompletableFuture<AppendResult> batch = append(
                event("b"), event("a").withIdempotencyKey("k"), event("c").withIdempotencyKey("l"));
        foldAll();

        assertThat(events(batch)).extracting(event -> event.event().index()).containsExactly(2L, 1L, 3L);
        assertThat(events(batch)).extracting(AppendedEvent::duplicate).containsExactly(false, true, false);
    }

    /** AP-11. */
    @Test
    void shouldWriteNothingForWhatItsRowsKnow() {
        append(event("a").withIdempotencyKey("k"));
        foldAll();
        int written = log.size();

        CompletableFuture<AppendResult> again = append(event("other").withIdempotencyKey("k"));

        assertThat(((AppendResult.Appended) again.join()).isAllDuplicates()).isTrue();
        assertThat(events(again).get(0).event().offset()).isEqualTo(1);
        assertThat(producer.history()).hasSize(written);
    }

    @Test
    void shouldRefuseAnExpectationThatIsPastWithoutARecord() {
        append(event("a"));
        foldAll();
        int written = log.size();

        CompletableFuture<AppendResult> late = append(event("b").withExpectedOffset(0L));
        CompletableFuture<AppendResult> none = append(event("b").withExpectedOffset(EventInput.NO_STREAM));

        assertThat(refusal(late).reason()).isEqualTo(Refusal.Reason.EXPECTED_OFFSET);
        assertThat(refusal(late).currentOffset()).isEqualTo(1);
        assertThat(refusal(none).reason()).isEqualTo(Refusal.Reason.EXPECTED_OFFSET);
        assertThat(producer.history()).hasSize(written);
    }

    @Test
    void shouldLetTheLogDecideBetweenTwoWhoExpectNoStream() {
        CompletableFuture<AppendResult> first = append(event("a").withExpectedOffset(EventInput.NO_STREAM));
        CompletableFuture<AppendResult> second = append(event("b").withExpectedOffset(EventInput.NO_STREAM));
        foldAll();

        assertThat(events(first)).hasSize(1);
        assertThat(refusal(second).reason()).isEqualTo(Refusal.Reason.EXPECTED_OFFSET);
    }

    @Test
    void shouldAppendWithoutCreatedWhenSomebodyElseBeganTheStream() {
        CompletableFuture<AppendResult> append = append(event("a"));
        foreign("f");
        foldAll();
        foldAll();

        assertThat(events(append)).hasSize(1);
        assertThat(types()).containsExactly("f", "a");
    }

    @Test
    void shouldTryABatchAgainThatAForeignWriterBroke() {
        append(event("first"));
        foldAll();

        CompletableFuture<AppendResult> batch = append(event("a"), event("b"));
        take();
        foreign("f");
        take();
        foldLog();
        foldAll();

        assertThat(events(batch)).extracting(event -> event.event().index()).containsExactly(3L, 4L);
        assertThat(types()).containsExactly("io.rivulet.stream.created", "first", "f", "a", "b");
    }

    @Test
    void shouldGiveUpABatchThatIsBrokenEveryTime() {
        append(event("first"));
        foldAll();

        CompletableFuture<AppendResult> batch = append(event("a"), event("b"));
        while (!batch.isDone()) {
            take();
            foreign("f");
            take();
            foldLog();
        }

        assertThat(refusal(batch).reason()).isIn(Refusal.Reason.INTERLEAVED, Refusal.Reason.TORN);
        assertThat(types()).doesNotContain("a", "b");
    }

    @Test
    void shouldThrottleWhatIsTooMuchAndLetItInAgainLater() {
        for (int i = 0; i < 10; i++) {
            append(event("t"));
        }

        assertThat(append(event("t")).join()).isInstanceOf(AppendResult.Throttled.class);
        foldAll();
        assertThat(append(event("t"))).isNotDone();
    }

    @Test
    void shouldRefuseAnEventThatIsTooLarge() {
        CompletableFuture<AppendResult> append = append(EventInput.of("t", new Payload(Payload.JSON, new byte[1001])));

        assertThat(append.join()).isEqualTo(new AppendResult.TooLarge(1001, 1000));
        assertThat(inFlight.events()).isZero();
    }

    /** Its record would be quarantined, and nobody would be told. */
    @Test
    void shouldRefuseMetadataThatNoReaderTakes() {
        EventInput event = new EventInput("t", null, "{\"a\":1,\"a\":2}", null, null, null);

        assertThatThrownBy(() -> append(event)).isInstanceOf(IllegalArgumentException.class);
        assertThat(inFlight.events()).isZero();
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownWhenKafkaTakesNoRecord() {
        CompletableFuture<AppendResult> append = append(event("t"));
        producer.errorNext(new TimeoutException("planted"));

        assertThat(append.join()).isInstanceOf(AppendResult.Unavailable.class);
        assertThat(inFlight.events()).isZero();
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownWhenNoVerdictComes() {
        CompletableFuture<AppendResult> append = append(event("t"));
        now = now.plusSeconds(29);
        pending.expire(now.toEpochMilli());
        assertThat(append).isNotDone();

        now = now.plusSeconds(1);
        pending.expire(now.toEpochMilli());

        assertThat(append.join()).isInstanceOf(AppendResult.Unavailable.class);
    }

    @Test
    void shouldSayThatItHasMovedWhileThePartitionIsNotServed() {
        isServing = false;

        assertThat(append(event("t")).join()).isInstanceOf(AppendResult.Moved.class);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldTellWhereTheRecordsAreWhenThePartitionIsGivenUp() {
        CompletableFuture<AppendResult> append = append(event("a"), event("b").withIdempotencyKey("k"));

        pending.orphan(0);
        assertThat(append).as("the records may not be in the log").isNotDone();
        foldAll();

        assertThat(append.join())
                .isEqualTo(new AppendResult.Unsettled(
                        List.of(new AppendResult.Written(1, null), new AppendResult.Written(2, "k"))));
        assertThat(inFlight.events()).isZero();
    }

    @Test
    void shouldNotWaitForVerdictsWhenThePartitionIsGivenUpWhileItSends() {
        onSend = record -> isServing = false;

        CompletableFuture<AppendResult> append = append(event("a"));
        take();
        take();

        assertThat(append.join()).isInstanceOf(AppendResult.Unsettled.class);
    }

    private CompletableFuture<AppendResult> append(EventInput... events) {
        return appender.append(PATH, List.of(events));
    }

    private static EventInput event(String type) {
        return EventInput.of(type, Payload.json("{}"));
    }

    /** Puts the next record that was sent into the log. */
    private void take() {
        producer.completeNext();
        add(producer.history().get(sent++));
    }

    private void foreign(String type) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("log", 0, PATH.toKey(), new byte[] {'1'});
        record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        add(record);
    }

    private void add(ProducerRecord<byte[], byte[]> record) {
        log.add(new ConsumerRecord<>(
                "log",
                0,
                log.size(),
                log.size(),
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty()));
    }

    private void foldAll() {
        while (sent < producer.history().size()) {
            take();
        }
        foldLog();
    }

    private void foldLog() {
        store.apply(List.copyOf(log), answers, stream -> {});
        answers.groupEnded();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> types() {
        return types(PATH);
    }

    private List<String> types(StreamPath path) {
        return store.reader().mirror(store.reader().stream(path.toKey()), 0, 100).stream()
                .map(event -> event.type())
                .toList();
    }

    private static List<AppendedEvent> events(CompletableFuture<AppendResult> append) {
        assertThat(append).isDone();
        return ((AppendResult.Appended) append.join()).events();
    }

    private static Refusal refusal(CompletableFuture<AppendResult> append) {
        assertThat(append).isDone();
        return ((AppendResult.Refused) append.join()).refusal();
    }
}
