package io.rivulet.app.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.testkit.history.Call;
import io.rivulet.testkit.history.Origin;
import io.rivulet.testkit.history.SeenEvent;
import io.rivulet.testkit.history.Tail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stream from its beginning as a browser does: whenever a connection ends or falls silent it opens another, at the
 * next node, after the last event that it has. One thread runs it; any may look and stop it.
 */
final class TailClient implements Runnable {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final String name;
    private final String stream;
    private final LoadPlan plan;
    private final RecordedCalls calls;
    private int connection;
    private volatile long last = -1;
    private volatile long heardNanos = System.nanoTime();
    private volatile @Nullable InputStream open;
    private volatile boolean isStopped;

    TailClient(int number, String stream, LoadPlan plan, RecordedCalls calls) {
        this.name = "t" + number;
        this.stream = stream;
        this.plan = plan;
        this.calls = calls;
        connection = number;
    }

    String stream() {
        return stream;
    }

    /** The offset of the last event that it was brought, -1 for none. */
    long last() {
        return last;
    }

    @Override
    public void run() {
        try {
            while (!isStopped) {
                follow(plan.node(connection++));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a tail", e);
        }
    }

    /** Ends a connection on which nothing came for a time, not even a heartbeat. */
    void endIfSilent(Duration patience) {
        if (System.nanoTime() - heardNanos > patience.toNanos()) {
            end();
        }
    }

    /** Ends it for good. What it has is all that it will have. */
    void stop() {
        isStopped = true;
        end();
    }

    private void end() {
        InputStream stream = open;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void follow(String node) throws InterruptedException {
        Map<String, Long> then = calls.lives().now();
        long called = calls.now();
        long after = last;
        HttpResponse<InputStream> response = connect(node, after);
        if (response == null) {
            return;
        }
        heardNanos = System.nanoTime();
        open = response.body();
        List<SeenEvent> events = new ArrayList<>();
        receive(response.body(), events);
        open = null;
        if (response.statusCode() != 200) {
            return;
        }
        String owner = response.headers().firstValue("Rivulet-Node").orElse(node);
        Origin origin = new Origin(owner, calls.lives().since(then, owner));
        Call call = new Call(name, stream, node, called, calls.now());
        calls.history().write(new Tail(call, name, after, origin, isStopped, events));
    }

    /** Null when the node does not answer in time, which is all that there is to it: there are others. */
    private @Nullable HttpResponse<InputStream> connect(String node, long after) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(RecordedCalls.uri(node, "events", stream, ""))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(after))
                .build();
        CompletableFuture<HttpResponse<InputStream>> opening =
                calls.http().sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return opening.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            opening.cancel(true);
            return null;
        }
    }

    private void receive(InputStream body, List<SeenEvent> events) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !isStopped; line = lines.readLine()) {
                heardNanos = System.nanoTime();
                if (line.startsWith("data:")) {
                    take(Answer.parse(line.substring("data:".length())), events);
                }
            }
        } catch (IOException e) {
            // The connection is gone, as connections are in this proof; the next one goes on from here.
            open = null;
        }
    }

    private void take(JsonNode batch, List<SeenEvent> events) {
        List<SeenEvent> brought = Answer.events(batch.path("events"));
        events.addAll(brought);
        calls.heads().saw(stream, brought);
        if (!brought.isEmpty()) {
            last = brought.get(brought.size() - 1).offset();
        }
    }
}
