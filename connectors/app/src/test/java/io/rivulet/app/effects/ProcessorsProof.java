package io.rivulet.app.effects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.cluster.LongProof;
import io.rivulet.app.effects.plugin.SleepyFactory;
import io.rivulet.app.effects.plugin.TallyFactory;
import io.rivulet.app.proof.History;
import io.rivulet.app.proof.NodeClient;
import io.rivulet.app.proof.NodeUnderTest;
import io.rivulet.app.proof.ProofPage;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processors on all streams of a real history, three of which misbehave: each has the right state in the end, the one that cannot go on
 * is parked where it should be and nowhere else, and a processor beside them is as quick as one by itself.
 *
 * <p>Two namespaces of one node take the same history at the same time. In one the counting processor is by itself, in the other the
 * three are beside it. So whatever else the machine does befalls both, and what differs is what the three take from the fourth.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ProcessorsProof {

    private static final String BESIDE = "default";
    private static final String ALONE = "alone";
    private static final double MOST = 1.25;

    private final int probes = LongProof.choose(500, 60);
    private final History history = History.chosen();
    private final ProofPage page = new ProofPage("processors", "processors-and-webhooks");
    private final List<String> paths = List.copyOf(history.byPath().keySet());
    private int probed;
    private int awake;

    @Test
    void shouldHarmNobodyByAProcessorThatFailsHangsOrSleeps() {
        String attached = Stream.concat(
                        TrialPlugin.SLUGS.stream().map(slug -> slug + "@" + BESIDE + "/"),
                        Stream.of(TallyFactory.SLUG + "@" + ALONE + "/"))
                .collect(Collectors.joining(","));
        try (NodeUnderTest node = new NodeUnderTest(
                "namespaces=" + BESIDE + ":rivulet-beside," + ALONE + ":rivulet-alone",
                "plugin.path=" + TrialPlugin.inNewPath(),
                "processor.attach=" + attached,
                "processor.retry.backoff.ms=20",
                "processor.retry.backoff.max.ms=500",
                "processor.max.failures=5")) {
            NodeClient client = node.client();

            // When
            CompletableFuture<JsonNode> beside = importing(client, BESIDE);
            CompletableFuture<JsonNode> alone = importing(client, ALONE);
            Lag[] early = lags(client);
            while (!beside.isDone() || !alone.isDone()) {
                probe(early);
            }
            requireImported(beside);
            requireImported(alone);
            page.step("the history is in both namespaces, after " + early[0].probes() + " probes of each");
            Lag[] late = lags(client);
            while (late[0].probes() < probes && isAsleep(client)) {
                probe(late);
            }
            assertThat(late[0].probes())
                    .as("probes while the sleeping one has much to do")
                    .isGreaterThan(probes / 4);
            page.step("the probes are done that find the sleeping processor at work");

            // Then
            Trial.Outcome outcome = new Trial(client, BESIDE, TrialPlugin.SLUGS).requireAll(history);
            page.step("every state beside the three is right");
            Trial.Outcome by = new Trial(client, ALONE, List.of(TallyFactory.SLUG)).requireAll(history);
            page.step("every state of the one by itself is right");
            assertThat(outcome.parked).isEqualTo(poisoned());
            outcome.tell(page);
            page.result("states of the one by itself, equal to a fold of the file by hand", by.states);
            double ratio = tell("while the history comes in", early);
            double after = tell("while the three catch up", late);
            assertThat(after).as("lag beside the three, to lag alone").isLessThanOrEqualTo(MOST);
            assertThat(ratio).as("lag during the import").isLessThanOrEqualTo(2 * MOST);
        }
        LongProof.write(page, ProcessorsProof.class);
    }

    private CompletableFuture<JsonNode> importing(NodeClient client, String namespace) {
        return client.importing(namespace, BodyPublishers.ofByteArray(history.gzip()), "gzip");
    }

    private void requireImported(CompletableFuture<JsonNode> summary) {
        assertThat(summary.join().get("accepted").asInt()).isEqualTo(history.size());
    }

    private static Lag[] lags(NodeClient client) {
        return new Lag[] {new Lag(client, ALONE, TallyFactory.SLUG), new Lag(client, BESIDE, TallyFactory.SLUG)};
    }

    /** One event in each namespace; who is first changes. */
    private void probe(Lag[] lags) {
        int first = probed % 2;
        lags[first].probe(probed);
        lags[1 - first].probe(probed);
        probed++;
    }

    /** Whether there is a stream that the sleeping processor has not come to the end of; it looks on from where it found the last one. */
    private boolean isAsleep(NodeClient client) {
        while (awake < paths.size() && lag(client, BESIDE, paths.get(awake), SleepyFactory.SLUG) == 0) {
            awake++;
        }
        return awake < paths.size();
    }

    private static long lag(NodeClient client, String namespace, String path, String slug) {
        for (JsonNode processor : client.processors(namespace, path).json().path("processors")) {
            if (processor.get("slug").asText().equals(slug)) {
                return processor.get("lag").asLong();
            }
        }
        throw new AssertionError(path + " has no " + slug);
    }

    private int poisoned() {
        return (int) history.byPath().values().stream()
                .filter(events -> events.stream()
                        .anyMatch(event -> event.get("type").asText().equals("file.deleted")))
                .count();
    }

    /** Answers the ratio of medians. */
    private double tell(String when, Lag[] lags) {
        double ratio = lags[1].percentile(50) / lags[0].percentile(50);
        page.table(
                List.of("lag of the counting processor, " + when, "events", "p50 ms", "p99 ms", "ratio of p50"),
                List.of(row("by itself", lags[0], 1), row("beside the three", lags[1], ratio)));
        return ratio;
    }

    private static List<Object> row(String name, Lag lag, double ratio) {
        return List.of(name, lag.probes(), decimal(lag.percentile(50)), decimal(lag.percentile(99)), decimal(ratio));
    }

    private static String decimal(double value) {
        return "%.2f".formatted(value);
    }
}
