package io.rivulet.client;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.client.connection.NodeAddress;
import io.rivulet.client.model.AppendResult;
import io.rivulet.client.model.EventPage;
import io.rivulet.client.model.FeedPage;
import io.rivulet.client.model.StreamEvent;
import io.rivulet.client.model.StreamState;
import io.rivulet.client.subscription.HttpTails;
import io.rivulet.client.subscription.StatusListener;
import io.rivulet.client.subscription.StreamCopy;
import io.rivulet.client.subscription.SubscribeOptions;
import io.rivulet.client.subscription.Subscription;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One stream: append, read, subscribe. Costs nothing to make; any thread may use it. */
public final class StreamClient {

    static final int PAGE = 1000;

    private final StreamPath path;
    private final StreamCalls calls;
    private final HttpTails tails;
    private final Subscriptions subscriptions;
    private final RandomGenerator chance;

    StreamClient(
            StreamPath path, StreamCalls calls, HttpTails tails, Subscriptions subscriptions, RandomGenerator chance) {
        this.path = path;
        this.calls = calls;
        this.tails = tails;
        this.subscriptions = subscriptions;
        this.chance = chance;
    }

    public StreamPath path() {
        return path;
    }

    /**
     * Appends an event, and returns when the log has judged it.
     *
     * <p>An event without an idempotency key is given one, so that the append can be repeated while nodes come and go, and is there
     * once. Only JSON payloads can be appended over HTTP.
     */
    public AppendResult append(EventInput event) {
        return append(List.of(event));
    }

    /** Appends events of which all are taken or none (AP-3), as {@link #append(EventInput)} does. */
    public AppendResult append(List<EventInput> batch) {
        return Answers.await(appendAsync(batch));
    }

    /** As {@link #append(EventInput)}, without waiting. Cancelling or forgetting the future does no harm; the append may still happen. */
    public CompletableFuture<AppendResult> appendAsync(EventInput event) {
        return appendAsync(List.of(event));
    }

    /** As {@link #append(List)}, without waiting. */
    public CompletableFuture<AppendResult> appendAsync(List<EventInput> batch) {
        KeyedBatch keyed = KeyedBatch.of(batch, chance);
        return calls.post("events", keyed.json()).handle(keyed::result);
    }

    /** A page of events by offset. */
    public EventPage read(ReadOptions options) {
        return EventPage.read(calls.get("events", options.query()));
    }

    /** Every event that the stream has, read page by page as the iterator goes. */
    public Iterator<StreamEvent> events() {
        return events(ReadOptions.FIRST.withLimit(PAGE));
    }

    /**
     * Every event that the options want, read page by page as the iterator goes; their limit is that of a page. The iterator throws a
     * {@link StreamResetException} when the stream begins anew while it is read.
     */
    public Iterator<StreamEvent> events(ReadOptions options) {
        OneLife life = new OneLife(path);
        return new PagedIterator<StreamEvent, Long>(next -> {
            EventPage page = life.require(read(next == null ? options : options.withAfter(next)));
            return new PagedIterator.Page<>(page.events(), page.next());
        });
    }

    /** What the stream's own events say of it. */
    public StreamState state() {
        return StreamState.read(calls.get("state", Map.of()));
    }

    /**
     * A page of the feed.
     *
     * @param from the number of the first row, from 0
     * @param limit from 1 to 100
     */
    public FeedPage feed(long from, int limit) {
        return FeedPage.read(calls.get("feed", NodeAddress.query("from", from, "limit", limit)));
    }

    /**
     * Begins to follow the stream, from the copy's checkpoint on, and goes on until the subscription or the client is closed. The stream
     * need not exist yet.
     *
     * @param listener is told how it goes, every failure included
     * @param types only events of these types; none for all. With types a gap in what comes cannot be noticed
     */
    public Subscription subscribe(StreamCopy copy, StatusListener listener, String... types) {
        return subscribe(copy, listener, SubscribeOptions.ALL.withTypes(types));
    }

    /** As {@link #subscribe(StreamCopy, StatusListener, String...)}, under a key perhaps. */
    public Subscription subscribe(StreamCopy copy, StatusListener listener, SubscribeOptions options) {
        return subscriptions.begin(tails.with(options), copy, listener);
    }

    /** Holds pages to the incarnation of the first one. */
    private static final class OneLife {

        private final StreamPath path;
        private @Nullable String incarnation;

        private OneLife(StreamPath path) {
            this.path = path;
        }

        private EventPage require(EventPage page) {
            if (incarnation != null && !incarnation.equals(page.incarnation())) {
                throw new StreamResetException(path);
            }
            incarnation = page.incarnation();
            return page;
        }
    }
}
