package io.rivulet.engine.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.MirrorRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rules of subscriptions (SUB-1 to SUB-27), over a real store. */
@Timeout(60)
class TailsTest {

    private static final StreamPath PATH = StreamPath.normalise("/a");
    private static final Subscription ALL = Subscription.after(-1);
    private static final Subscription LIVE = Subscription.after(Subscription.LIVE);

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder.resolve("rows"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** SUB-8, SUB-9, SUB-10, SUB-20. */
    @Test
    void shouldDeliverEachEventOnceAndInOrderBeItOldOrNew() throws Exception {
        bench.append(PATH, events(250));
        Reader reader = new Reader();

        open(Subscription.after(9), reader);
        bench.append(PATH, events(50));

        List<Integer> sizes = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        while (offsets.size() < 290) {
            TailBatch batch = reader.next();
            sizes.add(batch.events().size());
            batch.events().stream().map(MirrorRow::offset).forEach(offsets::add);
            assertThat(batch.cursor()).isEqualTo(offsets.get(offsets.size() - 1));
        }
        assertThat(offsets)
                .containsExactlyElementsOf(LongStream.range(10, 300).boxed().toList());
        assertThat(sizes).allMatch(size -> size >= 1 && size <= TailBatch.MAX_EVENTS);
    }

    /** SUB-8, SUB-16. */
    @Test
    void shouldBeginLiveWithAnEmptyBatch() throws Exception {
        bench.append(PATH, events(3));
        Reader reader = new Reader();

        open(LIVE, reader);

        TailBatch first = reader.next();
        assertThat(first.events()).isEmpty();
        assertThat(first.maxOffset()).isEqualTo(2);
        assertThat(first.cursor()).isEqualTo(2);
        bench.append(PATH, events(1));
        assertThat(reader.offsets(1)).containsExactly(3L);
    }

    @Test
    void shouldWaitForAStreamThatDoesNotExistYet() throws Exception {
        Reader reader = new Reader();

        open(LIVE, reader);

        assertThat(reader.next().incarnation()).isEmpty();
        bench.append(PATH, events(2));
        TailBatch batch = reader.next();
        assertThat(batch.events()).hasSize(2);
        assertThat(batch.isReset()).isFalse();
    }

    /** SUB-12: the cursor passes over what is not wanted; a read of nothing wanted sends nothing. */
    @Test
    void shouldDeliverOnlyTheTypesThatAreWanted() throws Exception {
        bench.append(PATH, events(2_000));
        bench.append(PATH, EventInput.of("odd", null));
        Reader reader = new Reader();

        Tail tail = open(ALL.ofTypes(Set.of("odd")), reader);

        assertThat(reader.offsets(1)).containsExactly(2_000L);
        bench.append(PATH, events(5));
        bench.append(PATH, EventInput.of("odd", null));
        assertThat(reader.offsets(1)).containsExactly(2_006L);
        bench.append(PATH, events(700));
        while (tail.cursor() < 2_706) {
            Thread.onSpinWait();
        }
        assertThat(reader.hasNothing()).isTrue();
        bench.move();
        assertThat(reader.ending()).isEqualTo(Ending.MOVED);
        assertThat(reader.resumeAfter()).isEqualTo(2_706);
    }

    /** AP-44: a reset is told at once, and what comes then is of the new life, from its first event on. */
    @Test
    void shouldTellAResetAndGoOnWithTheNewLife() throws Exception {
        bench.append(PATH, events(3));
        Reader reader = new Reader();
        open(ALL.withState(), reader);
        String before = reader.next().incarnation();

        bench.append(PATH, EventInput.of(CoreEvents.RESET, null));

        TailBatch reset = reader.next();
        assertThat(reset.isReset()).isTrue();
        assertThat(reset.incarnation()).isEmpty();
        assertThat(reset.maxOffset()).isEqualTo(-1);
        bench.append(PATH, events(2));
        TailBatch batch = reader.next();
        assertThat(batch.isReset()).isFalse();
        assertThat(batch.incarnation()).isNotEmpty().isNotEqualTo(before);
        assertThat(batch.events()).extracting(MirrorRow::index).containsExactly(0L, 1L);
        assertThat(text(batch)).contains("\"eventCount\":2");
    }

    /** A reader that was slow sees one reset, and nothing of what it missed. */
    @Test
    void shouldShowNothingOfAnOldLifeToAReaderThatWasSlow() throws Exception {
        bench.append(PATH, events(250));
        Reader reader = new Reader();
        reader.stall();
        open(ALL, reader);
        reader.next();

        bench.append(PATH, EventInput.of(CoreEvents.RESET, null));
        bench.append(PATH, events(2));
        reader.goOn();

        TailBatch batch = reader.next();
        assertThat(batch.isReset()).isTrue();
        assertThat(batch.events()).extracting(MirrorRow::index).containsExactly(0L, 1L);
    }

    /** SUB-15. */
    @Test
    void shouldCarryTheStateOfTheSameMoment() throws Exception {
        bench.append(PATH, events(150));
        Reader reader = new Reader();
        reader.stall();

        open(ALL.withState(), reader);

        TailBatch first = reader.next();
        assertThat(first.maxOffset()).isEqualTo(149);
        assertThat(first.cursor()).isEqualTo(99);
        assertThat(text(first)).contains("\"eventCount\":150,\"maxOffset\":149");
        bench.append(PATH, EventInput.of(CoreEvents.PAUSED, null));
        reader.goOn();
        assertThat(text(reader.next())).contains("\"maxOffset\":150").contains("\"paused\":true");
    }

    /** SUB-17. */
    @Test
    void shouldSendOneStateForAllThatASlowReaderMissed() throws Exception {
        bench.append(PATH, events(3));
        Reader reader = new Reader();
        reader.stall();

        open(ALL.stateOnly(), reader);

        assertThat(reader.next().maxOffset()).isEqualTo(2);
        IntStream.range(0, 20).forEach(i -> bench.append(PATH, events(1)));
        reader.goOn();
        TailBatch batch = reader.next();
        assertThat(batch.events()).isEmpty();
        assertThat(batch.maxOffset()).isEqualTo(22);
        assertThat(text(batch)).contains("\"eventCount\":23");
        bench.append(PATH, events(1));
        assertThat(reader.next().maxOffset()).isEqualTo(23);
    }

    /** SUB-4, SUB-5, CS-8: its own connected fact is the last of what is replayed. */
    @Test
    void shouldTellTheStreamOfASubscriptionThatHasAKey() throws Exception {
        bench.append(PATH, events(3));
        Reader reader = new Reader();

        Tail tail = open(new Subscription(" k\" ", -1, Set.of(), true, false, "{\"label\":\"browser\"}"), reader);

        assertThat(tail.key()).isEqualTo("k\"");
        TailBatch batch = reader.next();
        assertThat(batch.events()).hasSize(4);
        assertThat(batch.maxOffset()).isEqualTo(3);
        assertThat(new String(batch.events().get(3).payload(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"subscriptionKey\":\"k\\\"\",\"direction\":\"inbound\",\"subscriber\":{\"label\":\"browser\"}}");
    }

    /** SUB-2, SUB-27: who has no key leaves no trace. */
    @Test
    void shouldTellTheStreamNothingOfASubscriptionWithoutAKey() throws Exception {
        bench.append(PATH, events(1));
        Reader reader = new Reader();
        Tail tail = open(LIVE.named(" "), reader);
        reader.next();

        tail.close();

        assertThat(tail.key()).hasSize(16);
        assertThat(bench.append(PATH, events(1))).isEqualTo(1);
        assertThat(reader.hasNothing()).isTrue();
    }

    /** SUB-3, SUB-4, CS-14, and the cursor of the second begins after the facts of the first. */
    @Test
    void shouldReplaceTheSubscriptionOfTheSameKey() throws Exception {
        bench.append(PATH, events(1));
        Reader first = new Reader();
        Reader second = new Reader();
        open(LIVE.named("k"), first);
        assertThat(first.texts(1)).hasSize(1);

        Tail tail = open(LIVE.named("k"), second);

        assertThat(first.ending()).isEqualTo(Ending.REPLACED);
        assertThat(second.texts(1))
                .containsExactly("subscriber-connected{\"subscriptionKey\":\"k\",\"direction\":\"inbound\"}");
        assertThat(first.hasNothing()).isTrue();
        assertThat(bench.tails.connections(PATH)).extracting(Connection::key).containsExactly("k");
        tail.close();
        Reader all = new Reader();
        open(ALL, all);
        List<String> texts = all.texts(5);
        assertThat(texts.subList(1, 5))
                .containsExactly(
                        "subscriber-connected{\"subscriptionKey\":\"k\",\"direction\":\"inbound\"}",
                        "subscriber-disconnected{\"subscriptionKey\":\"k\",\"reason\":\"replaced\"}",
                        "subscriber-connected{\"subscriptionKey\":\"k\",\"direction\":\"inbound\"}",
                        "subscriber-disconnected{\"subscriptionKey\":\"k\",\"reason\":\"unsubscribed\"}");
    }

    /** SUB-4: what comes to the stream while one takes the place of another does not make the new one look too early. */
    @Test
    void shouldNotBeginBeforeTheStreamIsTold() throws Exception {
        bench.append(PATH, events(1));
        Reader second = new Reader();
        Reader first = new Reader() {
            @Override
            public void ended(Ending why, long after) {
                super.ended(why, after);
                bench.append(PATH, events(1));
            }
        };
        open(LIVE.named("k"), first);
        first.texts(1);
        bench.holdFacts();

        open(LIVE.named("k"), second);
        Reader all = new Reader();
        open(ALL, all);
        all.texts(3);
        bench.releaseFacts(1, fact -> true);

        assertThat(second.next().events()).hasSize(1);
    }

    /** SUB-6: whoever replaces whom, each opening has its closing, in turn. */
    @Test
    void shouldTellEachOpeningAndClosingOnceHoweverManyRaceForAKey() throws Exception {
        List<Thread> racers = IntStream.range(0, 16)
                .mapToObj(i -> new Thread(() -> open(LIVE.named("k"), new Reader())))
                .toList();
        racers.forEach(Thread::start);
        for (Thread racer : racers) {
            racer.join();
        }
        Reader last = new Reader();
        open(LIVE.named("k"), last).close();

        Reader all = new Reader();
        open(ALL.ofTypes(Set.of(CoreEvents.SUBSCRIBER_CONNECTED, CoreEvents.SUBSCRIBER_DISCONNECTED)), all);
        open(new Subscription("k", Subscription.LIVE, Set.of(), true, false, "{\"name\":\"end\"}"), new Reader());

        List<String> facts = new ArrayList<>();
        while (facts.isEmpty() || !facts.get(facts.size() - 1).contains("end")) {
            facts.addAll(all.texts(1));
        }
        assertThat(facts.size() % 2).isOne();
        for (int i = 0; i < facts.size() - 1; i++) {
            assertThat(facts.get(i)).startsWith(i % 2 == 0 ? "subscriber-connected" : "subscriber-disconnected");
        }
        assertThat(bench.tails.count()).isEqualTo(2);
    }

    /** SUB-6, CS-14: nobody is told to be there again before it was told that they left. */
    @Test
    void shouldTellInTurnOfOneWhoLeavesAndComesBackAtOnce() throws Exception {
        Reader all = new Reader();
        open(ALL, all);
        Tail first = open(LIVE.named("k"), new Reader());
        assertThat(all.texts(1)).first().asString().startsWith("subscriber-connected");

        bench.holdFacts();
        first.close();
        open(LIVE.named("k"), new Reader());
        open(LIVE.named("another"), new Reader());
        bench.releaseFacts(2, fact -> fact.contains("another"));

        List<String> facts = new ArrayList<>();
        while (facts.size() < 3) {
            facts.addAll(all.texts(1));
        }
        assertThat(facts)
                .containsExactly(
                        "subscriber-connected{\"subscriptionKey\":\"another\",\"direction\":\"inbound\"}",
                        "subscriber-disconnected{\"subscriptionKey\":\"k\",\"reason\":\"unsubscribed\"}",
                        "subscriber-connected{\"subscriptionKey\":\"k\",\"direction\":\"inbound\"}");
    }

    /** SUB-25, SUB-26. */
    @Test
    void shouldTellOnceThatASubscriberIsGone() throws Exception {
        bench.append(PATH, events(1));
        Reader reader = new Reader();
        reader.stall();
        Tail tail = open(LIVE.named("k"), reader);
        reader.next();

        reader.breakOff();

        assertThat(reader.ending()).isEqualTo(Ending.BROKEN);
        tail.close();
        tail.close(Ending.BROKEN);
        Reader all = new Reader();
        open(Subscription.after(1), all);
        assertThat(all.texts(1))
                .containsExactly("subscriber-disconnected{\"subscriptionKey\":\"k\",\"reason\":\"rpc-broken\"}");
        assertThat(bench.append(PATH, events(1))).isEqualTo(3);
    }

    /** SUB-6: a fact that cannot be appended hinders nobody. */
    @Test
    void shouldOpenThoughTheStreamCannotBeTold() throws Exception {
        bench.append(PATH, events(1));
        bench.refuseFacts();
        Reader reader = new Reader();

        Tail tail = open(ALL.named("k"), reader);

        assertThat(reader.next().events()).hasSize(1);
        tail.close();
        assertThat(bench.tails.count()).isZero();
    }

    /** CS-3: what the owner does not outlive, the next one's woken cleans up. */
    @Test
    void shouldTellTheSubscriberAndNotTheStreamWhenTheStreamMoves() throws Exception {
        bench.append(PATH, events(1));
        Reader reader = new Reader();
        open(LIVE.named("k"), reader);
        reader.next();

        bench.move();

        assertThat(reader.ending()).isEqualTo(Ending.MOVED);
        assertThat(reader.resumeAfter()).isEqualTo(1);
        assertThat(bench.tails.count()).isZero();
        assertThat(bench.append(PATH, events(1))).isEqualTo(2);
    }

    /** SUB-22: who takes nothing holds up nobody, and holds one batch. */
    @Test
    void shouldLetManyShareFewThreadsThoughSomeTakeNothing() throws Exception {
        List<Reader> readers =
                IntStream.range(0, 200).mapToObj(i -> new Reader()).toList();
        IntStream.range(0, 200).filter(i -> i % 10 == 0).forEach(i -> readers.get(i)
                .stall());
        readers.forEach(reader -> open(ALL, reader));
        for (Reader reader : readers) {
            reader.next();
        }

        for (int i = 0; i < 30; i++) {
            bench.append(PATH, events(10));
        }

        List<Long> all = LongStream.range(0, 300).boxed().toList();
        for (int i = 0; i < 200; i++) {
            if (i % 10 != 0) {
                assertThat(readers.get(i).offsets(300)).isEqualTo(all);
            }
        }
        for (int i = 0; i < 200; i += 10) {
            assertThat(readers.get(i).hasNothing()).isTrue();
            readers.get(i).goOn();
            assertThat(readers.get(i).offsets(300)).isEqualTo(all);
        }
    }

    /** AP-42. */
    @Test
    void shouldShowHowEachSubscriptionDoes() throws Exception {
        bench.append(PATH, events(250));
        Reader reader = new Reader();
        Tail tail = open(ALL, reader);
        reader.offsets(250);

        Connection connection = bench.tails.connections(PATH).get(0);

        assertThat(connection.key()).isEqualTo(tail.key());
        assertThat(connection.isNamed()).isFalse();
        assertThat(connection.cursor()).isEqualTo(249);
        assertThat(connection.batches()).isEqualTo(3);
        assertThat(connection.events()).isEqualTo(250);
        assertThat(connection.lastDeliveryAt()).isEqualTo(connection.startedAt());
        tail.close();
        assertThat(bench.tails.connections(PATH)).isEmpty();
    }

    /** A batch has few bytes as well as few events: a stalled reader holds one. */
    @Test
    void shouldBoundTheBytesOfABatch() throws Exception {
        String large = "\"" + "x".repeat(100_000) + "\"";
        for (int i = 0; i < 10; i++) {
            bench.append(PATH, EventInput.of("t", Payload.json(large)));
        }
        Reader reader = new Reader();
        reader.stall();

        open(ALL, reader);

        assertThat(reader.next().events()).hasSize(3);
    }

    private Tail open(Subscription wanted, Reader reader) {
        return bench.tails.open(PATH, wanted, reader);
    }

    private static EventInput[] events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> EventInput.of("t", Payload.json(Integer.toString(i))))
                .toArray(EventInput[]::new);
    }

    private static String text(TailBatch batch) {
        return new String(batch.state(), StandardCharsets.UTF_8);
    }
}
