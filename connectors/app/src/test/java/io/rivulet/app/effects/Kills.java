package io.rivulet.app.effects;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.proof.History;
import io.rivulet.app.proof.NodeClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * A history goes in piece by piece, and something is done to the nodes at a random moment of each piece. A piece that was cut is taken up
 * again from its beginning, so that each stream has its events in the order of the file. One thread.
 */
final class Kills {

    private static final int MOST_MILLIS = 6_000;

    private final List<String> lines;
    private final String namespace;
    private final int pieces;
    private final RandomGenerator random;
    private int from;

    /** @param pieces how many there are; there is one more in the end, to which nothing is done */
    Kills(History history, String namespace, int pieces, RandomGenerator random) {
        this.lines = history.lines();
        this.namespace = namespace;
        this.pieces = pieces;
        this.random = random;
    }

    /**
     * Imports up to the end of a piece, and strikes while that is under way or soon after.
     *
     * @param piece from 0
     * @return how long after the beginning that was
     */
    Duration strikeWhileImporting(int piece, NodeClient entry, Runnable strike) throws InterruptedException {
        int to = (int) ((long) lines.size() * (piece + 1) / (pieces + 1));
        long begun = System.nanoTime();
        CompletableFuture<JsonNode> importing = importing(entry, to);
        pass(Duration.ofMillis(random.nextInt(MOST_MILLIS)));
        Duration after = Duration.ofNanos(System.nanoTime() - begun);
        strike.run();
        if (isDone(importing)) {
            from = to;
        }
        return after;
    }

    /** Imports what is left; answers what the node says of it. */
    JsonNode importTheRest(NodeClient entry) {
        return importing(entry, lines.size()).join();
    }

    private CompletableFuture<JsonNode> importing(NodeClient entry, int to) {
        return entry.importing(
                namespace, BodyPublishers.ofString(String.join("\n", lines.subList(from, to))), "identity");
    }

    /** Whether all of it went in, and no line was left out. */
    private static boolean isDone(CompletableFuture<JsonNode> importing) throws InterruptedException {
        try {
            JsonNode summary = importing.get();
            return summary.path("done").asBoolean() && summary.path("refused").asInt() == 0;
        } catch (ExecutionException e) {
            // The node that took it is no more.
            return false;
        }
    }

    /** Nothing is waited for: that time passes is what makes the moment random. */
    private static void pass(Duration time) throws InterruptedException {
        try {
            new CompletableFuture<Void>().get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return;
        }
    }
}
