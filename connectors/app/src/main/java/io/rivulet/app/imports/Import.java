package io.rivulet.app.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.NodeClient;
import io.rivulet.app.client.NodeReply;
import io.rivulet.app.client.Printable;
import io.rivulet.app.imports.Chunks.Chunk;
import io.rivulet.app.retry.Pause;
import io.rivulet.client.connection.BackOff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the lines of a source to a node, one request after the other, so that every stream's events keep their order; the
 * next request is put together meanwhile.
 *
 * <p>A request whose outcome is not known, because the node or the connection was lost, is sent again if all its events
 * have idempotency keys: what had been accepted counts as duplicates then. Otherwise, and when the node has never been
 * reached, the import ends there.
 */
final class Import {

    private final NodeClient client;
    private final Duration patience;
    private final Pause pause;
    private final Consumer<String> notices;
    private ImportSummary summary = ImportSummary.NOTHING;
    private boolean hasReachedNode;

    /**
     * @param patience how long one request is tried again
     * @param notices takes sentences on refused lines and lost connections
     */
    Import(NodeClient client, Duration patience, Pause pause, Consumer<String> notices) {
        this.client = client;
        this.patience = patience;
        this.pause = pause;
        this.notices = notices;
    }

    /** What has become of the lines so far. */
    ImportSummary summary() {
        return summary;
    }

    /** Sends everything, and tells after each request how far it is. */
    void run(Chunks chunks, Consumer<ImportSummary> progress) throws IOException, InterruptedException {
        Chunk chunk = chunks.next();
        while (chunk != null) {
            Chunk sent = chunk;
            CompletableFuture<@Nullable Chunk> following = CompletableFuture.supplyAsync(() -> next(chunks));
            summary = summary.plus(send(sent));
            progress.accept(summary);
            chunk = join(following);
        }
    }

    private ImportSummary send(Chunk chunk) throws InterruptedException {
        BackOff backOff = new BackOff();
        Duration waited = Duration.ZERO;
        while (true) {
            CommandFailure lost;
            boolean mayHaveRun = true;
            try {
                NodeReply reply = client.postLines("import", chunk.body());
                hasReachedNode = true;
                mayHaveRun = reply.isSuccess();
                return read(reply.orFail(), chunk);
            } catch (CommandFailure e) {
                lost = e;
            }
            boolean isSafe = chunk.isRepeatable() || !mayHaveRun;
            if (lost.exitCode() != ExitCode.UNAVAILABLE
                    || !hasReachedNode
                    || !isSafe
                    || waited.compareTo(patience) >= 0) {
                throw stopped(chunk, lost, isSafe);
            }
            Duration delay = backOff.afterFailure();
            notices.accept(lost.getMessage() + ". Trying again in " + delay.toMillis() + " ms.");
            pause.of(delay);
            waited = waited.plus(delay);
        }
    }

    private static CommandFailure stopped(Chunk chunk, CommandFailure lost, boolean isSafe) {
        String consequence = isSafe
                ? "Nothing is lost or doubled: import the rest, or the same again if its events have idempotency keys."
                : "Some of the " + chunk.lines()
                        + " lines from there on may have been appended; they have no idempotency "
                        + "keys, so they cannot safely be sent again.";
        return new CommandFailure(
                lost.exitCode(),
                "Stopped at line " + chunk.firstLine() + ": " + lost.getMessage() + ". " + consequence,
                lost);
    }

    /** Reads the lines of a node's answer, of which the last one is its summary. */
    private ImportSummary read(NodeReply reply, Chunk chunk) {
        JsonNode last = null;
        for (String line : reply.text().lines().toList()) {
            JsonNode told = Json.read(line.getBytes(StandardCharsets.UTF_8));
            JsonNode problem = told.path("problem");
            if (problem.isObject()) {
                tell(problem, chunk);
            }
            last = told;
        }
        if (last == null || !last.path("done").asBoolean()) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "The node ended the request before it was through");
        }
        return ImportSummary.of(last);
    }

    private void tell(JsonNode problem, Chunk chunk) {
        String where = problem.has("line")
                ? "Line " + (chunk.firstLine() + problem.path("line").asLong() - 1) + ": "
                : "";
        notices.accept(Printable.of(where + problem.path("title").asText() + ": "
                + problem.path("detail").asText()));
    }

    private static @Nullable Chunk next(Chunks chunks) {
        try {
            return chunks.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Chunk join(CompletableFuture<@Nullable Chunk> following) throws IOException {
        try {
            return following.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw new IOException(io.getMessage(), io);
            }
            throw e;
        }
    }
}
