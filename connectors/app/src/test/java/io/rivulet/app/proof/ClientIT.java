package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.app.follow.BackOffRules;
import io.rivulet.app.follow.FailingCopy;
import io.rivulet.app.follow.FastTicker;
import io.rivulet.app.follow.Writer;
import io.rivulet.client.ClientSettings;
import io.rivulet.client.RivuletClient;
import io.rivulet.client.StreamClient;
import io.rivulet.client.model.StreamEvent;
import io.rivulet.client.subscription.Subscription;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The Java client, beside a node that is killed: its ingest fails once, by chance, then for ever, then never; every event is ingested once
 * and in order, the delays are those of BR-41, and when it can never be, its caller is told. A copy is discarded when the stream is reset,
 * be it there or away, and for nothing else.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClientIT {

    /** The client's time runs so much faster than the node's. */
    private static final int HASTE = 20;

    private static final int EVENTS = 300;
    private static final int EVENTS_AFTER_A_RESET = 5;
    private static final double CHANCE = 0.2;

    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final int kills = Integer.getInteger("proof.kills", 1);
    private final Random random = new Random(seed);
    private final NodeUnderTest node = NodeUnderTest.thatComesBack();
    private final FastTicker ticker = new FastTicker(HASTE);
    private final RivuletClient client = RivuletClient.of(
            ClientSettings.of(node.uri())
                    .withOutage(Duration.ofMinutes(4 * HASTE))
                    .withSilence(Duration.ofMinutes(HASTE)),
            ticker,
            random);
    private final StreamClient stream = client.stream("/followed");
    private final Writer writer = new Writer(stream);
    private final BackOffRules rules = new BackOffRules();
    private final FailingCopy copy = new FailingCopy(new Random(seed + 1), 0, rules);

    @AfterEach
    void close() {
        client.close();
        ticker.close();
        node.close();
    }

    @Test
    void shouldIngestEveryEventOnceWhateverFails() {
        try (Subscription subscription = stream.subscribe(copy, rules)) {
            // Ingest fails once.
            copy.failOnce();
            writer.write(1).join();
            requireAll();
            assertThat(rules.delays()).containsExactly(Duration.ofMillis(250));

            // It fails at random, and the node is killed at random.
            copy.setChance(CHANCE);
            CompletableFuture<Void> writing = writer.write(EVENTS);
            for (int kill = 0; kill < kills; kill++) {
                int at = 1 + (EVENTS * kill + random.nextInt(EVENTS)) / kills;
                Deadline.await("there are " + at + " events", () -> writing.isDone() || writer.written() >= at);
                node.kill();
                node.start();
            }
            writing.join();
            requireAll();
            assertThat(rules.failuresOfTheCopy()).as("seed %d", seed).isPositive();

            // It fails for ever: its caller is told, and the counter survives the node.
            copy.setChance(1);
            writer.write(1).join();
            Deadline.await("some ingests failed", () -> rules.delays().size() > 3);
            node.kill();
            node.start();
            Deadline.await("its caller is told", () -> subscription.status() instanceof Stuck);
            assertThat(Writer.numbers(copy.events())).hasSize(EVENTS + 1);

            // It never fails: it heals by itself.
            copy.setChance(0);
            requireAll();
            assertThat(copy.discarded()).as("a killed node is no reset").isZero();

            // The stream begins anew while the copy is there.
            reset();
            awaitCopy();
            assertThat(copy.discarded()).isEqualTo(1);
        }
        // It does so twice while the copy is away, which is not trusted when it comes back.
        reset();
        reset();
        try (Subscription subscription = stream.subscribe(copy, rules)) {
            subscription.whenSubscribed().join();
            assertThat(copy.discarded()).isEqualTo(2);
            awaitCopy();
        }
        assertThat(rules.broken()).as("seed %d", seed).isEmpty();
        assertThat(rules.delays()).contains(Duration.ofMillis(250), Duration.ofSeconds(30));
    }

    /** Ends the life of the stream, and begins another one. */
    private void reset() {
        stream.append(EventInput.of(CoreEvents.RESET, Payload.json("{\"reason\":\"proof\"}")))
                .orThrow();
        writer.write(EVENTS_AFTER_A_RESET).join();
    }

    /** Until the copy is the stream, as the node pages it out. */
    private void awaitCopy() {
        List<StreamEvent> all = all();
        assertThat(Writer.numbers(all)).hasSize(EVENTS_AFTER_A_RESET);
        Deadline.await("the copy is the stream", () -> copy.events().equals(all));
    }

    private List<StreamEvent> all() {
        List<StreamEvent> all = new ArrayList<>();
        stream.events().forEachRemaining(all::add);
        return all;
    }

    /** The copy is the stream, as the node pages it out; in it each number that was acknowledged is there once and in order. */
    private void requireAll() {
        Deadline.await(
                "everything is ingested", () -> Writer.numbers(copy.events()).size() >= writer.written());
        List<StreamEvent> all = all();
        assertThat(copy.events()).as("seed %d", seed).isEqualTo(all);
        assertThat(Writer.numbers(all)).isEqualTo(writer.expected());
    }
}
