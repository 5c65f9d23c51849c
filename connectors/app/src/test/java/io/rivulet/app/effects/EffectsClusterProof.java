package io.rivulet.app.effects;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.cluster.ClusterUnderTest;
import io.rivulet.app.cluster.LongProof;
import io.rivulet.app.cluster.NodeMember;
import io.rivulet.app.proof.History;
import io.rivulet.app.proof.NodeClient;
import io.rivulet.app.proof.ProofPage;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same on three nodes whose owners are killed: the next owner goes on where the last one was, and neither leaves out nor repeats what
 * must be there once.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class EffectsClusterProof {

    private static final String NAMESPACE = "default";
    private static final int PARTITIONS = 6;
    private static final int HOOKED_ONE_IN = 10;

    private final int kills = LongProof.choose(10, 2);
    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final History history = History.chosen();
    private final ProofPage page = new ProofPage("effects-cluster", "processors-and-webhooks");

    @Test
    void shouldLoseAndRepeatNothingWhicheverOwnerIsKilled() throws InterruptedException {
        ClusterUnderTest.Plan cluster =
                ClusterUnderTest.named("effects").set("topic.partitions", String.valueOf(PARTITIONS));
        EffectsProof.settings().forEach(cluster::set);
        try (Receiver receiver = new Receiver(new Random(random.nextLong()));
                ClusterUnderTest running = cluster.start()) {
            Hooks hooks = new Hooks(receiver, NAMESPACE, history, HOOKED_ONE_IN);
            hooks.configure(running.node(0).client());
            Kills plan = new Kills(history, NAMESPACE, kills, random);

            // When
            for (int kill = 0; kill < kills; kill++) {
                int victim = random.nextInt(running.nodes().size());
                NodeMember node = running.node(victim);
                NodeClient entry =
                        running.node(random.nextInt(running.nodes().size())).client();
                var after = plan.strikeWhileImporting(kill, entry, node::kill);
                page.step(node + " killed " + after.toMillis() + " ms after an import began, the receiver had taken "
                        + receiver.events() + " events");
                node.start();
            }

            // Then
            NodeClient client = running.node(0).client();
            assertThat(plan.importTheRest(client).path("refused").asInt()).isZero();
            page.step("all of the history is in");
            Trial.Outcome outcome = new Trial(client, NAMESPACE, TrialPlugin.SLUGS).requireAll(history);
            page.step("every state is right");
            hooks.requireAll(client);
            page.step("every event of a webhook has come");
            page.result("seed", seed);
            page.result("kills of one of three nodes", kills);
            outcome.tell(page);
            hooks.tell(page);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
        LongProof.write(page, EffectsClusterProof.class);
    }
}
