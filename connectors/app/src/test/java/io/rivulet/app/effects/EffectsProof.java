package io.rivulet.app.effects;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.cluster.LongProof;
import io.rivulet.app.proof.History;
import io.rivulet.app.proof.NodeUnderTest;
import io.rivulet.app.proof.ProofPage;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A node that is killed at random moments, with processors on all streams of a real history and webhooks on some: states, emitted events
 * and deliveries are as if nothing had happened.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class EffectsProof {

    private static final String NAMESPACE = "default";
    private static final int HOOKED_ONE_IN = 10;

    private final int kills = LongProof.choose(10, 2);
    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final History history = History.chosen();
    private final ProofPage page = new ProofPage("effects", "processors-and-webhooks");

    /** The settings of the proofs: all processors are attached to all streams, and what fails is soon tried again. */
    static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("plugin.path", TrialPlugin.inNewPath().toString());
        settings.put(
                "processor.attach",
                TrialPlugin.SLUGS.stream()
                        .map(slug -> slug + "@" + NAMESPACE + "/")
                        .collect(Collectors.joining(",")));
        settings.put("processor.retry.backoff.ms", "50");
        settings.put("processor.retry.backoff.max.ms", "2000");
        settings.put("webhook.allowed.hosts", "127.0.0.1");
        return settings;
    }

    @Test
    void shouldLoseAndRepeatNothingWhereverANodeIsKilled() throws InterruptedException {
        String[] settings = settings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        try (Receiver receiver = new Receiver(new Random(random.nextLong()));
                NodeUnderTest node = new NodeUnderTest(settings)) {
            Hooks hooks = new Hooks(receiver, NAMESPACE, history, HOOKED_ONE_IN);
            hooks.configure(node.client());
            Kills plan = new Kills(history, NAMESPACE, kills, random);

            // When
            for (int kill = 0; kill < kills; kill++) {
                var after = plan.strikeWhileImporting(kill, node.client(), node::kill);
                page.step("killed " + after.toMillis() + " ms after the node was ready, the receiver had taken "
                        + receiver.events() + " events");
                node.start();
            }

            // Then
            assertThat(plan.importTheRest(node.client()).path("refused").asInt())
                    .as("seed %d", seed)
                    .isZero();
            page.step("all of the history is in");
            Trial.Outcome outcome = new Trial(node.client(), NAMESPACE, TrialPlugin.SLUGS).requireAll(history);
            page.step("every state is right");
            hooks.requireAll(node.client());
            page.step("every event of a webhook has come");
            page.result("seed", seed);
            page.result("kills", kills);
            outcome.tell(page);
            hooks.tell(page);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
        LongProof.write(page, EffectsProof.class);
    }
}
