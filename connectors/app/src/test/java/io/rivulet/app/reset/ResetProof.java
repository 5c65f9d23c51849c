package io.rivulet.app.reset;

import io.rivulet.app.cluster.ClusterUnderTest;
import io.rivulet.app.cluster.LongProof;
import io.rivulet.app.cluster.Site;
import io.rivulet.app.proof.ProofPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams are reset, fifty times on one node and fifty times on three whose owners are killed meanwhile, while they are written, followed
 * and read: nobody shows an event of a life that has ended as current, and at the end everybody has what the log says.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ResetProof {

    private static final int PARTITIONS = 4;
    private static final int RESETS_TO_A_KILL = 5;

    private final int resets = LongProof.choose(50, 5);
    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final ProofPage page = new ProofPage("resets");
    private final List<List<Object>> table = new ArrayList<>();

    @Test
    void shouldNeverShowALifeThatHasEndedAsCurrent() {
        page.result("seed", seed);
        page.result("resets on each", resets);
        run("one node", 0, plan().brokers(Site.HERE).nodes(Site.HERE));
        run("three nodes", RESETS_TO_A_KILL, plan());
        List<String> columns = new ArrayList<>(List.of("on"));
        columns.addAll(ResetRun.headings());
        page.table(columns, table);
        LongProof.write(page, ResetProof.class);
    }

    private static ClusterUnderTest.Plan plan() {
        return ClusterUnderTest.named("resets").set("topic.partitions", String.valueOf(PARTITIONS));
    }

    private void run(String where, int resetsToAKill, ClusterUnderTest.Plan plan) {
        try (ClusterUnderTest cluster = plan.start();
                ResetRun run = new ResetRun(cluster, PARTITIONS, new Random(seed))) {
            cluster.awaitRest(PARTITIONS);
            run.reset(resets, resetsToAKill, page);
            run.converge();
            List<Object> row = new ArrayList<>(List.of(where));
            row.addAll(run.figures());
            table.add(row);
            page.step("everything held on " + where);
        }
    }
}
