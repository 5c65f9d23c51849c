package io.rivulet.engine.lane;

import static io.rivulet.engine.lane.LaneRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.checkpoint.Checkpoint;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.lane.LaneStatus.State;
import io.rivulet.engine.outbound.Outlets;
import io.rivulet.engine.processor.Attachment;
import io.rivulet.engine.processor.Attachments;
import io.rivulet.engine.processor.Catalogue;
import io.rivulet.engine.processor.Configurations;
import io.rivulet.engine.processor.Emission;
import io.rivulet.engine.processor.RemoteAppends;
import io.rivulet.engine.store.PartitionReader;
import io.rivulet.engine.store.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessorLanesTest {

    private static final LaneSettings SETTINGS = new LaneSettings(
            4, Duration.ofSeconds(30), 3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofDays(1));

    private static final String CONFIGURED = "io.rivulet.stream.subscription-configured";
    private static final String REMOVED = "io.rivulet.stream.subscription-removed";

    @TempDir
    private Path folder;

    /** What was emitted, by its key. */
    private final Map<String, EventInput> emitted = new TreeMap<>();

    private final Emission emission = new Emission((path, events) -> emit(events), RemoteAppends.NONE, 2);

    private CompletableFuture<AppendResult> emit(List<EventInput> events) {
        synchronized (emitted) {
            events.forEach(event -> emitted.put(event.idempotencyKey(), event));
        }
        MirrorRow row = new MirrorRow(0, new byte[16]);
        return CompletableFuture.completedFuture(
                new AppendResult.Appended("1", List.of(new AppendResult.AppendedEvent(row, false))));
    }

    @AfterEach
    void closeEmission() {
        emission.close();
    }

    private Directory attached(String to, CountingProcessor... processors) {
        Configurations configurations =
                new Configurations("default", new Catalogue(List.of(processors)), Outlets.NONE, emission::of, 2);
        return new Attachments(List.of(Attachment.parse(to)), configurations);
    }

    /** PR-14 to PR-17: the offset moves over what is not consumed, too. */
    @Test
    void shouldReduceEveryStreamUnderThePathAndEmitWhatFollows() {
        CountingProcessor counter = new CountingProcessor("1");
        try (LaneRig rig = new LaneRig(folder, SETTINGS, attached("counter@default/a", counter))) {
            append(rig, "/a/1", "t", "t", "other", "t", "t", "t", "other");
            append(rig, "/b", "t");
            rig.serve();

            awaitSnapshot(rig, "/a/1", 7);
            assertThat(state(rig, "/a/1")).isEqualTo("{\"seen\":5}");
            assertThat(counter.effects).containsExactly(0L, 1L, 3L, 4L, 5L);
            assertThat(emitted.keySet())
                    .containsExactly(
                            "counter/counted@0",
                            "counter/counted@1",
                            "counter/counted@3",
                            "counter/counted@4",
                            "counter/counted@5");
            assertThat(emitted.get("counter/counted@5").source()).isEqualTo(new EventInput.Source("counter", "1"));
            assertThat(checkpoint(rig, "/a/1").offset()).isEqualTo(6);
            assertThat(snapshot(rig, "/b")).isNull();
        }
    }

    /** The state of another version is worth nothing; the effects that have happened stay as they are. */
    @Test
    void shouldBuildTheStateOfANewVersionAnewWithoutRepeatingEffects() {
        Upgraded directory = new Upgraded(attached("counter@default/", new CountingProcessor("1")));
        CountingProcessor newer = new CountingProcessor("2");
        try (LaneRig rig = new LaneRig(folder, SETTINGS, directory)) {
            append(rig, "/s", "t", "t", "t", "t", "t", "t");
            rig.serve();
            awaitSnapshot(rig, "/s", 6);

            directory.now = attached("counter@default/", newer);
            append(rig, "/s", "other", "t");

            await(() -> snapshot(rig, "/s").version().equals("2")
                    && snapshot(rig, "/s").index() == 8);
            assertThat(state(rig, "/s")).isEqualTo("{\"seen\":7}");
            assertThat(newer.effects).containsExactly(7L);
        }
    }

    /** Its plugin was replaced. */
    private static final class Upgraded implements Directory {

        private volatile Directory now;

        Upgraded(Directory first) {
            now = first;
        }

        @Override
        public boolean mayHave(StreamRow stream) {
            return now.mayHave(stream);
        }

        @Override
        public List<Subscriber> of(StreamRow stream, PartitionReader reader) {
            return now.of(stream, reader);
        }
    }

    /** SUB-50: the stream's own events attach and remove, and what they say anew counts at once. */
    @Test
    void shouldFollowTheStreamsOwnConfiguration() {
        CountingProcessor counter = new CountingProcessor("1");
        try (LaneRig rig = new LaneRig(folder, SETTINGS, attached("counter@default/elsewhere", counter))) {
            rig.serve();
            append(rig, "/s", "t", "t");
            rig.append(
                    "/s",
                    CONFIGURED,
                    "{\"subscriptionKey\":\"k\",\"subscriber\":{\"type\":\"processor\",\"slug\":\"counter\"}}");
            awaitSnapshot(rig, "/s", 3);
            assertThat(state(rig, "/s")).isEqualTo("{\"seen\":2}");
            assertThat(checkpoint(rig, "/s").attachedAt()).isEqualTo(2);

            rig.append(
                    "/s",
                    CONFIGURED,
                    "{\"subscriptionKey\":\"k\",\"subscriber\":{\"type\":\"webhook\",\"url\":\"http://x/\"}}");
            await(() -> !rig.reports.isEmpty());
            assertThat(rig.reports).containsExactly("/s k -1 This node has no webhooks");

            rig.append("/s", REMOVED, "{\"subscriptionKey\":\"k\"}");
            append(rig, "/s", "t");
            await(() -> rig.lanes().status(rig.partition(), rig.stream("/s")).isEmpty());
            assertThat(state(rig, "/s")).isEqualTo("{\"seen\":2}");
        }
    }

    /** CS-8, CS-13: with its contract, once, and again when another owner has woken the stream; of a webhook nobody is told. */
    @Test
    void shouldIntroduceAProcessorThatAStreamHasAttached() {
        CountingProcessor counter = new CountingProcessor("1");
        try (LaneRig rig = new LaneRig(folder, SETTINGS, attached("counter@default/everywhere", counter))) {
            rig.serve();
            append(rig, "/everywhere", "t");
            append(rig, "/s", "t", "t", "t", "t", "t");
            rig.append(
                    "/s",
                    CONFIGURED,
                    "{\"subscriptionKey\":\"k\",\"subscriber\":{\"type\":\"processor\",\"slug\":\"counter\"}}");
            awaitSnapshot(rig, "/s", 6);
            assertThat(rig.introductions).containsExactly("/s k 1 6");

            append(rig, "/s", "t", "t");
            awaitSnapshot(rig, "/s", 8);
            assertThat(rig.introductions).hasSize(1);

            rig.append("/s", CoreEvents.WOKEN, "{\"incarnationId\":\"another\"}");
            awaitSnapshot(rig, "/s", 9);
            assertThat(rig.introductions).containsExactly("/s k 1 6", "/s k 1 9");
        }
    }

    /** PR-40: what is not there is told, and nobody else is held up. */
    @Test
    void shouldParkAProcessorThatIsNotThere() {
        CountingProcessor counter = new CountingProcessor("1");
        try (LaneRig rig = new LaneRig(folder, SETTINGS, attached("missing@default/", counter))) {
            append(rig, "/s", "t");
            rig.serve();

            await(() -> rig.lanes()
                    .partition(0)
                    .map(partition -> rig.lanes().status(partition, rig.stream("/s")))
                    .filter(all -> all.values().iterator().next().state() == State.PARKED)
                    .isPresent());
            assertThat(rig.reports)
                    .containsExactly("/s missing -1 This node has no processor 'missing'; it has counter");
        }
    }

    private static void append(LaneRig rig, String path, String... types) {
        for (String type : types) {
            rig.append(path, type);
        }
    }

    private static void awaitSnapshot(LaneRig rig, String path, long index) {
        await(() -> {
            Snapshot snapshot = snapshot(rig, path);
            return snapshot != null && snapshot.index() == index;
        });
    }

    private static Snapshot snapshot(LaneRig rig, String path) {
        return rig.lanes()
                .partition(0)
                .map(partition -> partition.reader().snapshot(path.getBytes(StandardCharsets.UTF_8), "counter"))
                .orElse(null);
    }

    private static String state(LaneRig rig, String path) {
        return new String(snapshot(rig, path).state(), StandardCharsets.UTF_8);
    }

    private static Checkpoint checkpoint(LaneRig rig, String path) {
        return rig.partition().checkpoints().read(path.getBytes(StandardCharsets.UTF_8), "p:counter");
    }
}
