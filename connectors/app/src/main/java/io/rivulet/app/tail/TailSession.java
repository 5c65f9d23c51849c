package io.rivulet.app.tail;

import io.rivulet.api.StreamPath;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.NodeAddress;
import io.rivulet.app.client.NodeClient;
import io.rivulet.app.client.NodeReply;
import io.rivulet.app.retry.BackOff;
import io.rivulet.app.retry.Pause;
import io.rivulet.app.tail.ReceivedBatch.ReceivedEvent;
import io.rivulet.app.tail.TailCursor.GapException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stream over any number of connections and hands on each of its events once, in order.
 *
 * <p>The first connection must succeed. After that a lost one is opened again, from the last event handed on, however
 * often and however long it takes.
 */
final class TailSession {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    /** Several heartbeats of a node. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final NodeClient client;
    private final StreamPath path;
    private final @Nullable String types;
    private final TailCursor cursor;
    private final BackOff backOff = new BackOff();
    private final Pause pause;
    private final Consumer<String> notices;

    /** @param notices takes sentences on connections lost and found */
    TailSession(
            NodeClient client,
            StreamPath path,
            @Nullable String types,
            @Nullable Long after,
            Pause pause,
            Consumer<String> notices) {
        this.client = client;
        this.path = path;
        this.types = types;
        this.cursor = new TailCursor(after, types == null);
        this.pause = pause;
        this.notices = notices;
    }

    /**
     * Runs until the sink has had enough.
     *
     * @param sink takes new events, never none; false to end
     * @throws CommandFailure when the node refuses, or the first connection fails
     */
    void run(Predicate<List<ReceivedEvent>> sink) throws InterruptedException {
        boolean connected = false;
        while (true) {
            String lost;
            try (InputStream stream = connect(connected)) {
                connected = true;
                if (!follow(stream, sink)) {
                    return;
                }
                lost = "the node ended the connection";
            } catch (IOException | GapException e) {
                if (!connected) {
                    throw new CommandFailure(
                            ExitCode.UNAVAILABLE,
                            "The node at " + client.address().node() + " does not answer (" + e + ")",
                            e);
                }
                lost = e.getMessage() == null ? "the node does not answer" : e.getMessage();
            }
            Duration delay = backOff.afterFailure();
            notices.accept("Tail lost: " + lost + ". Resuming in " + delay.toMillis() + " ms.");
            pause.of(delay);
        }
    }

    private InputStream connect(boolean again) throws IOException, InterruptedException {
        Long after = cursor.offset();
        Map<String, String> resume = after == null ? Map.of() : Map.of("Last-Event-ID", after.toString());
        HttpResponse<InputStream> response =
                client.openEvents(path, NodeAddress.query("types", types), resume, CONNECT_TIMEOUT);
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            NodeReply reply = new NodeReply(response.statusCode(), body.readAllBytes(), Optional.empty());
            if (again && reply.isWorthRetrying()) {
                throw new IOException("the node answered with status " + reply.status());
            }
            reply.orFail();
            throw new IOException("the node answered with status " + reply.status() + " instead of an event stream");
        }
    }

    /** Reads batches until the connection or the sink ends; false when it was the sink. */
    private boolean follow(InputStream stream, Predicate<List<ReceivedEvent>> sink) throws IOException, GapException {
        try (SilenceGuard guard = new SilenceGuard(stream, SILENCE)) {
            SseReader reader = new SseReader(stream, guard::heard);
            for (SseEvent event = reader.next(); event != null; event = reader.next()) {
                if (!event.name().equals("batch")) {
                    continue;
                }
                List<ReceivedEvent> fresh = cursor.advance(ReceivedBatch.parse(event));
                if (fresh.isEmpty()) {
                    continue;
                }
                backOff.succeeded();
                if (!sink.test(fresh)) {
                    return false;
                }
            }
            return true;
        }
    }
}
