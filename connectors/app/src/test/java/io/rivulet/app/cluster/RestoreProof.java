package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.cluster.Probes.Gap;
import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.ProofPage;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node with an empty disk joins under load: service has no gap, and the time that it says is left is true. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RestoreProof {

    private static final int PARTITIONS = 4;
    private static final int LOAD_EVENTS = 100;
    private static final Duration WITHOUT_SERVICE = Duration.ofSeconds(1);
    private static final double TRUE_WITHIN = 0.3;

    /** What takes less cannot be told apart from how often it is looked. */
    private static final double SHORT_SECONDS = 0.3;

    /** Of 2,000 bytes: a restore that lasts, in a process whose code is compiled meanwhile, on a disk of some gigabytes. */
    private final int events = LongProof.choose(3_000_000, 60_000);

    private final ProofPage page = new ProofPage("restore");
    private final Map<String, List<Forecast>> forecasts = new TreeMap<>();
    private volatile boolean isOver;

    /** What was said at a moment to be left. */
    private record Forecast(long nanos, double remainingSeconds, double done) {}

    @Test
    void shouldServeOnWhileAnEmptyNodeJoins() throws Exception {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("restore")
                .set("topic.partitions", String.valueOf(PARTITIONS))
                .prepare()) {
            // Given
            cluster.startBrokers();
            cluster.node(0).start();
            cluster.node(1).start();
            cluster.awaitRest(PARTITIONS);
            importEvents(cluster.node(0), events);
            cluster.awaitRest(PARTITIONS);
            page.step(events + " events are in two nodes; a third joins, its disk empty");
            List<URI> old = List.of(cluster.node(0).uri(), cluster.node(1).uri());
            Thread load = new Thread(() -> load(cluster.node(0)), "load");
            load.start();
            try (Probes probes = new Probes(PARTITIONS, partition -> old)) {
                // When
                long launched = System.nanoTime();
                cluster.node(2).start();
                awaitBuilt(cluster);
                Gap gap = probes.longestGap(launched);

                // Then
                page.result("longest time without an answer, while it joined and took its share", gap);
                checkForecasts();
                assertThat(gap.time()).as("%s", gap).isLessThanOrEqualTo(WITHOUT_SERVICE);
            } finally {
                isOver = true;
                load.join();
            }
        }
        LongProof.write(page, RestoreProof.class);
    }

    /** Looks again and again at what is said of the copies of the new node, until it serves its share. */
    private void awaitBuilt(ClusterUnderTest cluster) {
        String joining = cluster.node(2).address();
        URI asked = cluster.node(0).uri();
        Deadline.await("the new node serves its share", () -> {
            ClusterStatus status = ClusterStatus.of(asked);
            long now = System.nanoTime();
            status.copies()
                    .filter(copy -> copy.node().equals(joining))
                    .filter(copy -> copy.restore().has("remainingSeconds"))
                    .forEach(copy -> forecasts
                            .computeIfAbsent("partition " + copy.partition(), unused -> new ArrayList<>())
                            .add(forecast(now, copy.restore())));
            return status.owners().containsValue(joining) && status.owners().size() == PARTITIONS;
        });
        page.step("it serves; owners " + ClusterStatus.of(asked).owners());
    }

    private static Forecast forecast(long now, JsonNode restore) {
        double from = restore.get("from").asDouble();
        double done = (restore.get("at").asDouble() - from)
                / Math.max(1, restore.get("to").asDouble() - from);
        return new Forecast(now, restore.get("remainingSeconds").asDouble(), done);
    }

    /** Holds what was said once a tenth was done against how long it took from then on. */
    private void checkForecasts() {
        assertThat(forecasts).as("progress was shown").isNotEmpty();
        List<List<Object>> rows = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        forecasts.forEach((partition, said) -> {
            long end = said.get(said.size() - 1).nanos();
            double took = (end - said.get(0).nanos()) / 1e9;
            List<Double> wrong = said.stream()
                    .filter(forecast -> forecast.done() > 0.1)
                    .filter(forecast -> (end - forecast.nanos()) / 1e9 > SHORT_SECONDS)
                    .map(forecast -> {
                        double left = (end - forecast.nanos()) / 1e9;
                        return Math.abs(forecast.remainingSeconds() - left) / left;
                    })
                    .sorted()
                    .toList();
            errors.addAll(wrong);
            rows.add(List.of(
                    partition,
                    "%.1f".formatted(took),
                    said.size(),
                    wrong.isEmpty() ? "-" : percent(wrong.get(wrong.size() / 2)),
                    wrong.isEmpty() ? "-" : percent(wrong.get(wrong.size() - 1))));
        });
        page.table(List.of("copy of", "took s", "forecasts", "wrong by, median", "worst"), rows);
        page.table(List.of("copy of", "done", "s left, as was said", "s left, as it was"), course());
        assertThat(errors)
                .as("forecasts that can be judged; give it more events")
                .isNotEmpty();
        double median = errors.stream().sorted().toList().get(errors.size() / 2);
        page.result("remaining time was wrong by, median of all", percent(median));
        assertThat(median).isLessThanOrEqualTo(TRUE_WITHIN);
    }

    /** What was said when a tenth was done, two tenths, and so on. */
    private List<List<Object>> course() {
        List<List<Object>> rows = new ArrayList<>();
        forecasts.forEach((partition, said) -> {
            long end = said.get(said.size() - 1).nanos();
            int tenths = 1;
            for (Forecast forecast : said) {
                if (forecast.done() * 10 >= tenths) {
                    tenths = (int) (forecast.done() * 10) + 1;
                    rows.add(List.of(
                            partition,
                            percent(forecast.done()),
                            "%.1f".formatted(forecast.remainingSeconds()),
                            "%.1f".formatted((end - forecast.nanos()) / 1e9)));
                }
            }
        });
        return rows;
    }

    private static String percent(double share) {
        return "%.0f %%".formatted(share * 100);
    }

    private void load(NodeMember node) {
        while (!isOver) {
            importEvents(node, LOAD_EVENTS);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static void importEvents(NodeMember node, int count) {
        String payload = "x".repeat(2_000);
        int lines = Math.min(count, 20_000);
        String body = IntStream.range(0, lines)
                .mapToObj(
                        i -> "{\"path\":\"/restore/" + i % 1_000 + "\",\"type\":\"t\",\"payload\":\"" + payload + "\"}")
                .collect(Collectors.joining("\n"));
        for (int done = 0; done < count; done += lines) {
            node.client()
                    .importing("default", BodyPublishers.ofString(body), "identity")
                    .join();
        }
    }
}
