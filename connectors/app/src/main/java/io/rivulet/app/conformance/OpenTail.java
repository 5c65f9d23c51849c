package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A live tail over SSE that a case reads from. */
final class OpenTail implements Channel {

    private final InputStream body;
    private final SseReader reader;
    private final Duration patience;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** @param patience how long an event may take to come */
    OpenTail(InputStream body, Duration patience) {
        this.body = body;
        this.patience = patience;
        reader = new SseReader(body, () -> {});
    }

    /** The next event: its name as {@code event}, its id as {@code id}, its data as {@code data}. */
    @Override
    public ObjectNode next(@Nullable String id) {
        SseEvent event = await();
        if (event == null) {
            throw new Mismatch("the tail has ended");
        }
        ObjectNode seen = Json.MAPPER.createObjectNode();
        seen.put("event", event.name());
        seen.put("id", event.lastId());
        seen.set("data", Json.read(event.data().getBytes(StandardCharsets.UTF_8)));
        return seen;
    }

    private @Nullable SseEvent await() {
        try {
            return CompletableFuture.supplyAsync(this::read, thread).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Mismatch("nothing came within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new Mismatch("the tail was cut off: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Mismatch("interrupted");
        }
    }

    private @Nullable SseEvent read() {
        try {
            return reader.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.shutdownNow();
        }
    }
    /** SSE has no word for it. */
    @Override
    public void abort() {
        close();
    }
}
