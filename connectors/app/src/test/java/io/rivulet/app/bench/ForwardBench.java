package io.rivulet.app.bench;

import static io.rivulet.app.bench.SideBySide.decimal;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.cluster.LongProof;
import io.rivulet.app.cluster.NodeMember;
import io.rivulet.app.proof.ProofPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an append costs that another node must answer, beside one that goes to the owner; and what nodes take together that
 * share two cores with brokers and clients: of as many callers in all, and of as many at each node. Expected: a forwarded append
 * at most twice a local one; no gain from more nodes.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ForwardBench {

    private static final double MOST = 2;

    /** From callers that mostly wait to as many as the processors can serve; the last is the most. */
    private static final List<Integer> LOADS = List.of(6, 48, 192, 768);

    private static final int MOST_CALLERS = LOADS.get(LOADS.size() - 1);

    private final int rounds = LongProof.choose(7, 2);
    private final ProofPage page = new ProofPage("forward");

    @Test
    void shouldCostAtMostTwiceALocalAppend() throws Exception {
        try (SideBySide nodes = new SideBySide(page, MOST_CALLERS)) {
            nodes.warmUp(MOST_CALLERS);
            double ratio = compareOne(nodes);
            for (int callers : LOADS) {
                nodes.compare(callers);
            }

            assertThat(ratio).as("forwarded to local").isLessThanOrEqualTo(MOST);
        }
        LongProof.write(page, ForwardBench.class);
    }

    /** One caller with one connection, at the owner and at another node in turn. */
    private double compareOne(SideBySide nodes) throws IOException, InterruptedException {
        NodeMember owner = nodes.owner(0);
        NodeMember other = nodes.cluster().stream()
                .filter(node -> node != owner)
                .findFirst()
                .orElseThrow();
        Latency local = new Latency();
        Latency forwarded = new Latency();
        List<Double> ratios = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            // What runs second finds the machine as the first has left it: so they change places.
            boolean isLocalFirst = round % 2 == 0;
            Latency first = nodes.appends(1, caller -> nodes.place(isLocalFirst ? owner : other, caller));
            Latency second = nodes.appends(1, caller -> nodes.place(isLocalFirst ? other : owner, caller));
            if (round >= 0) {
                Latency here = isLocalFirst ? first : second;
                Latency there = isLocalFirst ? second : first;
                local.after(here);
                forwarded.after(there);
                ratios.add(there.median() / here.median());
            }
        }
        page.table(
                List.of("one connection", "p50 ms", "p99 ms", "ratio of p50"),
                List.of(
                        List.of("at the owner", decimal(local.median()), decimal(local.millis(99)), "1.00"),
                        List.of(
                                "at another node",
                                decimal(forwarded.median()),
                                decimal(forwarded.millis(99)),
                                decimal(Medians.of(ratios)))));
        return Medians.of(ratios);
    }
}
