package io.rivulet.app.reset;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stream by server-sent events with nothing but a plain HTTP client, as the documentation says: comes back with the last id,
 * compares each batch's incarnation, and does not believe a node that is not as far in the log as another one was. It cuts its
 * connections itself by chance, and stays away for a while.
 */
final class BareTail implements Actor {

    private static final double CHANCE_OF_A_CUT = 0.02;
    private static final long LONGEST_ABSENCE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final String name;
    private final String path;
    private final Nodes nodes;
    private final Shown shown;
    private long lastId = -1;
    private long farthest = -1;
    private final AtomicLong connections = new AtomicLong();
    private volatile boolean isOver;
    private volatile @Nullable InputStream open;

    BareTail(String name, String path, Nodes nodes, Lives lives) {
        this.name = name;
        this.path = path;
        this.nodes = nodes;
        shown = new Shown(path, lives);
    }

    Shown shown() {
        return shown;
    }

    long connections() {
        return connections.get();
    }

    @Override
    public void run() {
        while (!isOver) {
            follow();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void end() {
        isOver = true;
        InputStream stream = open;
        if (stream != null) {
            close(stream);
        }
    }

    private void follow() {
        Sight sight = Sight.now(name);
        HttpRequest request = nodes.request("events", path, "")
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(lastId))
                .build();
        Optional<HttpResponse<InputStream>> answer = nodes.send(request, BodyHandlers.ofInputStream());
        if (answer.isEmpty()) {
            return;
        }
        InputStream stream = answer.get().body();
        open = stream;
        if (!isOver && isBelieved(answer.get())) {
            connections.incrementAndGet();
            read(stream, sight);
        }
        open = null;
        close(stream);
    }

    private boolean isBelieved(HttpResponse<?> answer) {
        if (answer.statusCode() != 200 || Nodes.appliedOffset(answer) < farthest) {
            return false;
        }
        farthest = Nodes.appliedOffset(answer);
        return true;
    }

    private void read(InputStream stream, Sight sight) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String event = "";
            for (String line = lines.readLine(); line != null && !isOver; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    lastId = Long.parseLong(line.substring("id: ".length()));
                } else if (line.startsWith("data: ")
                        && !goesOn(event, Nodes.json(line.substring("data: ".length())), sight)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The node is gone, or the connection was cut: the next one goes on from the last id.
            open = null;
        }
    }

    private boolean goesOn(String event, JsonNode data, Sight sight) {
        if (event.equals("control")) {
            if (data.get("action").asText().equals("reset")) {
                shown.forget();
                return true;
            }
            return false;
        }
        if (!shown.take(data, sight)) {
            lastId = -1;
            return false;
        }
        if (nodes.random().nextDouble() < CHANCE_OF_A_CUT) {
            LockSupport.parkNanos((long) (nodes.random().nextDouble() * LONGEST_ABSENCE_NANOS));
            return false;
        }
        return true;
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
