package io.rivulet.engine.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.announce.Told.Left;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told what, and when, over a real store; the ancestors are told nothing in truth. */
class PartitionAnnouncerTest {

    @TempDir
    private Path folder;

    private BirthRig rig;
    private PartitionAnnouncer announcer;
    private int createdSoFar;

    @BeforeEach
    void open() {
        rig = new BirthRig(folder);
        announcer = rig.takeOver();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** AP-31: in the order of their creation, and some hundred in one batch. */
    @Test
    void shouldTellEachAncestorOnceAndInBatches() {
        List<String> created = create("/a/b", 450);

        settle(announcer);

        assertThat(rig.told("/")).containsExactlyElementsOf(created);
        assertThat(rig.told("/a")).containsExactlyElementsOf(created);
        assertThat(rig.told("/a/b")).containsExactlyElementsOf(created);
        assertThat(rig.batches.get("/a/b"))
                .hasSizeLessThanOrEqualTo(3)
                .allMatch(batch -> batch.size() <= PartitionAnnouncer.CHUNK);
    }

    /** CS-20: it is {@code created} that is announced. What a foreign producer began has none, and the root has no ancestor. */
    @Test
    void shouldAnnounceNothingButWhatWasCreated() {
        rig.create("/");
        rig.append("/foreign", "record", "1");
        rig.append("/foreign", CoreEvents.CREATED, "{\"namespace\":\"n\",\"path\":\"/foreign\"}");

        settle(announcer);

        assertThat(rig.batches).isEmpty();
    }

    /** A stream that begins anew is created once more; by its key its ancestors know it. */
    @Test
    void shouldAnnounceANewLife() {
        rig.create("/a");
        rig.append("/a", CoreEvents.RESET, "{}");
        rig.create("/a");

        settle(announcer);

        assertThat(rig.told("/")).containsExactly("/a", "/a");
    }

    /** The next owner reads nothing that was announced before, and says nothing of it. */
    @Test
    void shouldGoOnWhereTheOwnerBeforeHadCome() {
        create("/a", 250);
        settle(announcer);
        rig.batches.clear();

        PartitionAnnouncer next = rig.takeOver();
        rig.create("/a/next");
        settle(next);

        assertThat(rig.told("/a")).containsExactly("/a/next");
        assertThat(rig.told("/")).containsExactly("/a/next");
    }

    /** Where the owner before died without a word, some are told again: alone, so that a duplicate costs no record. */
    @Test
    void shouldTellOneByOneWhatMayHaveBeenTold() {
        List<String> created = create("/a", 30);
        settle(announcer);
        rig.checkpoints().handOver(PartitionAnnouncer.KEY, new Told(9, List.of()).encode());
        rig.batches.clear();

        PartitionAnnouncer next = rig.takeOver();
        settle(next);
        List<String> more = create("/a", 40);
        settle(next);

        assertThat(rig.batches.get("/a").subList(0, 20)).allMatch(batch -> batch.size() == 1);
        assertThat(rig.batches.get("/a")).hasSize(21);
        assertThat(rig.told("/a"))
                .startsWith(created.get(10))
                .endsWith(more.get(39))
                .hasSize(60);
    }

    /** Better than AP-33: a paused ancestor is asked now and then with one event, and told of all when it takes that. */
    @Test
    void shouldTellAPausedAncestorWhenItIsResumed() {
        rig.refuse("/p");
        List<String> created = create("/p", 260);
        create("/q", 3);
        settle(announcer);

        assertThat(rig.told("/")).hasSize(263);
        assertThat(rig.told("/q")).hasSize(3);
        assertThat(announcer.waiting()).singleElement().satisfies(waiting -> {
            assertThat(waiting.ancestor().value()).isEqualTo("/p");
            assertThat(waiting.reason()).isEqualTo("stream paused");
            assertThat(waiting.failures()).isEqualTo(1);
        });

        // When it is still paused
        rig.pass(Duration.ofSeconds(2));
        settle(announcer);
        created.addAll(create("/p", 5));
        settle(announcer);
        assertThat(announcer.waiting()).singleElement().satisfies(waiting -> assertThat(waiting.failures())
                .isEqualTo(2));

        // When it is resumed
        rig.answers.clear();
        settle(announcer);
        assertThat(rig.told("/p")).isEmpty();
        rig.pass(Duration.ofSeconds(30));
        settle(announcer);

        assertThat(rig.told("/p")).containsExactlyElementsOf(created);
        assertThat(rig.batches.get("/p").get(0)).hasSize(1);
        assertThat(announcer.waiting()).isEmpty();

        // Then it is told of what is new as any other
        rig.create("/p/new");
        settle(announcer);
        assertThat(rig.told("/p")).hasSize(266).endsWith("/p/new");
    }

    @Test
    void shouldRememberAcrossOwnersWhoIsToBeTold() {
        rig.create("/before");
        settle(announcer);
        rig.refuse("/p");
        List<String> created = create("/p", 3);
        settle(announcer);

        rig.answers.clear();
        PartitionAnnouncer next = rig.takeOver();
        assertThat(next.waiting()).hasSize(1);
        settle(next);

        assertThat(rig.told("/p")).containsExactlyElementsOf(created);
        assertThat(next.waiting()).isEmpty();
        assertThat(Told.decode(Objects.requireNonNull(rig.checkpoints().read(PartitionAnnouncer.KEY)))
                        .waiting())
                .isEmpty();
    }

    /** The offsets of a topic that was made anew begin again; its streams are announced all the same. */
    @Test
    void shouldBeginAnewWithAnotherLog() {
        rig.create("/a");
        rig.checkpoints().handOver(PartitionAnnouncer.KEY, new Told(700, List.of()).encode());

        settle(rig.takeOver());

        assertThat(rig.told("/")).containsExactly("/a");
    }

    /** The pause doubles up to half a minute, and it is never given up. */
    @Test
    void shouldBackOffWithinBounds() {
        rig.refuse("/p");
        rig.create("/p/a");
        settle(announcer);
        for (int failures = 2; failures < 40; failures++) {
            rig.pass(Duration.ofSeconds(Math.min(30, 1L << Math.min(failures - 2, 10))));
            settle(announcer);

            int tried = failures;
            assertThat(announcer.waiting()).singleElement().satisfies(waiting -> assertThat(waiting.failures())
                    .isEqualTo(tried));
        }
    }

    /** An ancestor whose owner does not answer holds up nobody, once it is known. */
    @Test
    void shouldGoOnWhileAnAncestorDoesNotAnswer() {
        rig.refuse("/p");
        rig.create("/p/a");
        settle(announcer);
        CompletableFuture<Void> late = new CompletableFuture<>();
        rig.answers.put("/p", late);
        rig.pass(Duration.ofSeconds(5));

        CompletableFuture<Boolean> retry = announcer.retryWaiting();
        rig.create("/p/b");
        rig.create("/q/c");
        while (announcer.announceNews().join()) {
            assertThat(retry).isNotDone();
        }

        assertThat(rig.told("/q")).containsExactly("/q/c");
        rig.answers.clear();
        late.complete(null);
        settle(announcer);
        assertThat(rig.told("/p")).containsExactly("/p/b");
        assertThat(announcer.waiting()).isEmpty();
    }

    /** What waits is bounded: then everything waits, and nothing is forgotten. */
    @Test
    void shouldAnnounceNothingNewWhileTooManyWait() {
        List<String> parents = new ArrayList<>();
        String name = "n".repeat(900);
        for (int i = 0; i < 400; i++) {
            parents.add("/" + name + i);
            rig.refuse(parents.get(i));
            rig.create(parents.get(i) + "/c");
        }
        settle(announcer);

        assertThat(announcer.waiting()).hasSizeBetween(70, 70 + PartitionAnnouncer.CHUNK);
        rig.answers.clear();
        rig.pass(Duration.ofSeconds(60));
        settle(announcer);

        assertThat(announcer.waiting()).isEmpty();
        assertThat(rig.told("/")).hasSize(400).doesNotHaveDuplicates();
        assertThat(parents)
                .allSatisfy(parent -> assertThat(rig.batches.get(parent)).hasSize(1));
    }

    @Test
    void shouldWriteDownWhereItIs() {
        Told told = new Told(1L << 40, List.of(new Left(new StreamPath("/a/\u00e9"), -1, 77)));

        assertThat(Told.decode(told.encode())).isEqualTo(told);
    }

    private List<String> create(String under, int count) {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String path = under + "/" + createdSoFar++;
            created.add(path);
            rig.create(path);
        }
        return created;
    }

    /** Lets it do everything that is to be done at this moment. */
    private static void settle(PartitionAnnouncer announcer) {
        boolean isAnnounced;
        boolean isTried;
        do {
            isAnnounced = announcer.announceNews().join();
            isTried = announcer.retryWaiting().join();
        } while (isAnnounced || isTried);
    }
}
