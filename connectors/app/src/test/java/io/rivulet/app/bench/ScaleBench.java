package io.rivulet.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.bench.SideBySide.Way;
import io.rivulet.app.cluster.LongProof;
import io.rivulet.app.cluster.NodeMember;
import io.rivulet.app.cluster.ProcessorShare;
import io.rivulet.app.proof.ProofPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What three nodes take together beside one, each with the same bounded share of the processors, so that brokers and clients
 * have enough of them whatever is measured: as on machines, or in containers, of their own. It needs root. Expected: three take
 * more than one, with callers at the owners and at any node.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ScaleBench {

    /** Of one processor, for each node. Three nodes leave more than half of two processors to all others. */
    private static final double SHARE = 0.25;

    private static final int WARM_UP_CALLERS = 384;
    private static final List<Integer> LOADS = List.of(48, 192);

    /** What three nodes take at least, as a part of one; the short form compiles nothing and shows only that it runs. */
    private final double least = LongProof.choose(1, 0);

    private final ProofPage page = new ProofPage("scale");

    @Test
    void shouldTakeMoreThanOneNode() throws Exception {
        List<ProcessorShare> shares = new ArrayList<>();
        try (SideBySide nodes = new SideBySide(page, WARM_UP_CALLERS)) {
            nodes.warmUp(WARM_UP_CALLERS);
            try {
                for (NodeMember node : nodes.nodes()) {
                    shares.add(ProcessorShare.of(node, SHARE));
                }
                page.step("from here on each node has " + SHARE + " of a processor");
                for (int callers : LOADS) {
                    Map<Way, Double> ratios = nodes.compare(callers);

                    ratios.forEach((way, ratio) -> {
                        if (way.isCluster()) {
                            assertThat(ratio).as(way.name()).isGreaterThanOrEqualTo(least);
                        }
                    });
                }
            } finally {
                shares.forEach(ProcessorShare::close);
            }
        }
        LongProof.write(page, ScaleBench.class);
    }
}
