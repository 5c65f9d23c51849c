package io.rivulet.engine.tail;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the stream that a named subscription opened and closed: an ordinary event each, without an idempotency key, in the
 * order in which it happened (SUB-4 to SUB-7). One that could not be appended is logged, and hinders nobody.
 *
 * <p>Each fact waits until the one before it is judged, also across subscriptions that replace each other (CS-14).
 */
final class Presence {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final Facts facts;
    private final StreamPath path;
    private final String key;
    private final @Nullable String subscriber;
    private final Executor threads;
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private @Nullable CompletableFuture<Void> opened;
    private @Nullable Ending ending;
    private boolean isConnected;

    /** @param threads where facts are appended: neither the fold's nor a pump's, since appending may wait for Kafka */
    Presence(Facts facts, StreamPath path, String key, @Nullable String subscriber, Executor threads) {
        this.facts = facts;
        this.path = path;
        this.key = key;
        this.subscriber = subscriber;
        this.threads = threads;
    }

    /** Whose facts must come one after the other. */
    record Turn(StreamPath path, String key) {}

    Turn turn() {
        return new Turn(path, key);
    }

    /** Done when nothing more will be told of it: it was opened, it has ended, and the stream knows what it must. */
    CompletableFuture<Void> told() {
        return told;
    }

    /**
     * Appends the fact that it opened, unless it was closed by then. Called once, also when it was closed before.
     *
     * @param before done when all is told of the one that had the key before
     * @param fixCursor runs before the fact is appended, and after the other one's last fact
     * @param start runs when the fact is appended, or could not be
     */
    synchronized void open(CompletableFuture<Void> before, Runnable fixCursor, Runnable start) {
        opened = before.thenComposeAsync(gone -> connect(fixCursor), threads).thenRunAsync(start, threads);
        if (ending != null) {
            finish(opened, ending);
        }
    }

    private CompletableFuture<Void> connect(Runnable fixCursor) {
        synchronized (this) {
            if (ending != null) {
                return CompletableFuture.completedFuture(null);
            }
            isConnected = true;
        }
        fixCursor.run();
        String payload = "{\"subscriptionKey\":" + quoted(key) + ",\"direction\":\"" + Connection.DIRECTION + "\""
                + (subscriber == null ? "" : ",\"subscriber\":" + subscriber) + "}";
        return append(CoreEvents.SUBSCRIBER_CONNECTED, payload);
    }

    /** Appends the fact that it closed, if the stream was told that it opened. The first call counts. */
    synchronized void close(Ending why) {
        if (ending != null) {
            return;
        }
        ending = why;
        if (opened != null) {
            finish(opened, why);
        }
    }

    private void finish(CompletableFuture<Void> opened, Ending why) {
        CompletableFuture<Void> closed =
                why.isFact() ? opened.thenComposeAsync(connected -> disconnect(why), threads) : opened;
        var unused = closed.whenComplete((done, bug) -> told.complete(null));
    }

    private CompletableFuture<Void> disconnect(Ending why) {
        synchronized (this) {
            if (!isConnected) {
                return CompletableFuture.completedFuture(null);
            }
        }
        String payload = "{\"subscriptionKey\":" + quoted(key) + ",\"reason\":\"" + why.label() + "\"}";
        return append(CoreEvents.SUBSCRIBER_DISCONNECTED, payload);
    }

    private CompletableFuture<Void> append(String type, String payload) {
        return facts.append(path, List.of(EventInput.of(type, Payload.json(payload))))
                .handle((result, bug) -> {
                    if (!(result instanceof Appended)) {
                        tell(type, result, bug);
                    }
                    return null;
                });
    }

    private void tell(String type, @Nullable AppendResult result, @Nullable Throwable bug) {
        LOG.atWarn()
                .addKeyValue("stream", path.value())
                .addKeyValue("type", type)
                .addKeyValue("result", result)
                .setCause(bug)
                .log("The stream could not be told of a subscription");
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
