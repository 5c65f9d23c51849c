package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.cluster.LongProof;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What announcing costs: a history is imported into namespaces that announce their streams and into others that do not, in turn, on
 * one node. An import that announces takes at most twice as long as one that does not.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class AnnouncingProof {

    private static final int ROUNDS = LongProof.choose(5, 2);
    private static final double MOST = 2.0;

    private final History history = History.chosen();
    private final ProofPage page = new ProofPage("announcing", "announcements");

    /** One import. */
    private record Import(double seconds, double secondsUntilTold) {}

    @Test
    void shouldImportAtMostHalfAsFastWithAnnouncements() {
        Ancestors ancestors = new Ancestors(history.byPath().keySet());
        page.result("events", history.size() + " of " + history.byPath().size() + " streams");
        page.result(
                "announcements",
                ancestors.announcements() + ", of " + ancestors.streams().size() + " streams with their ancestors");
        List<Import> quiet = new ArrayList<>();
        List<Import> telling = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        try (NodeUnderTest node = new NodeUnderTest(settings())) {
            NodeClient client = node.client();
            run(client, "warm", null);
            for (int round = 0; round < ROUNDS; round++) {
                quiet.add(run(client, "quiet" + round, null));
                telling.add(run(client, "telling" + round, ancestors));
                rows.add(List.of(
                        round + 1,
                        text(quiet.get(round).seconds()),
                        text(telling.get(round).seconds()),
                        text(telling.get(round).seconds() / quiet.get(round).seconds()),
                        text(telling.get(round).secondsUntilTold())));
            }
        }
        page.table(List.of("round", "without, s", "with, s", "ratio", "with, until every ancestor was told, s"), rows);
        double ratio = median(telling) / median(quiet);
        page.result("ratio of the medians", text(ratio) + ", at most " + MOST + " is wanted");
        assertThat(ratio).isLessThanOrEqualTo(MOST);
        LongProof.write(page, AnnouncingProof.class);
    }

    private Import run(NodeClient client, String namespace, @Nullable Ancestors ancestors) {
        long begin = System.nanoTime();
        JsonNode summary = client.importing(namespace, BodyPublishers.ofByteArray(history.gzip()), "gzip")
                .join();
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(summary.get("accepted").asInt()).as("%s", summary).isEqualTo(history.size());
        if (ancestors != null) {
            ancestors.await(client, namespace);
        }
        return new Import(seconds, (System.nanoTime() - begin) / 1e9);
    }

    private static String[] settings() {
        List<String> names = new ArrayList<>(List.of("warm"));
        List<String> settings =
                new ArrayList<>(List.of("topic.partitions=2", "namespace.warm.announce.children=false"));
        for (int round = 0; round < ROUNDS; round++) {
            names.add("quiet" + round);
            names.add("telling" + round);
            settings.add("namespace.quiet" + round + ".announce.children=false");
        }
        settings.add("namespaces=" + String.join(",", names));
        return settings.toArray(String[]::new);
    }

    private static double median(List<Import> imports) {
        return imports.stream()
                .mapToDouble(Import::seconds)
                .sorted()
                .skip(imports.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static String text(double value) {
        return String.format("%.2f", value);
    }
}
