package io.rivulet.http.live;

import io.rivulet.engine.Namespace;
import io.rivulet.engine.tail.Ending;
import io.rivulet.http.append.ClusterAppends;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket and what goes on on it. Messages come one at a time; what answers them may come from any thread.
 *
 * <p>Messages are read as long as few of them wait for their answers, and batches as long as the socket takes them: a client
 * that does not read is not read either. Public for Jetty, which calls it by reflection.
 */
public final class LiveConnection implements Session.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);
    private static final int MAX_SUBSCRIPTIONS = 10_000;
    private static final int MAX_UNANSWERED = 64;
    private static final int MAX_UNANSWERED_CHARS = 8 << 20;

    /** So many batches may be on their way to the socket. */
    private static final int BATCHES = 4;

    private final Live live;
    private final Live.Parts parts;
    private final Namespace namespace;
    private final Turns turns = new Turns(BATCHES);
    private final Map<String, LiveSubscription> subscriptions = new ConcurrentHashMap<>();
    private final AtomicInteger sending = new AtomicInteger();
    private volatile @Nullable Session session;
    private int unanswered;
    private int unansweredChars;
    private boolean isHeld;

    LiveConnection(Live live, Live.Parts parts, Namespace namespace) {
        this.live = live;
        this.parts = parts;
        this.namespace = namespace;
    }

    Namespace namespace() {
        return namespace;
    }

    Turns turns() {
        return turns;
    }

    // --- what comes in ---

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        live.opened(this);
        opened.demand();
    }

    @Override
    public void onWebSocketText(String text) {
        synchronized (this) {
            unanswered++;
            unansweredChars += text.length();
        }
        LiveMessageReader reader = new LiveMessageReader(text);
        CompletableFuture<Void> answered;
        try {
            answered = handle(reader.read());
        } catch (ProblemException e) {
            answered = send(LiveFrames.problem(reader.id(), e.problem()));
        } catch (RuntimeException bug) {
            answered = send(LiveFrames.problem(reader.id(), Problems.of(bug)));
        }
        var unused = answered.whenComplete((done, failure) -> answered(text.length()));
        demand();
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        close(StatusCode.BAD_DATA, "Messages are texts");
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.atDebug().setCause(cause).log("A WebSocket broke");
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        boolean isMeant = code == StatusCode.NORMAL || code == StatusCode.SHUTDOWN;
        live.closed(this);
        subscriptions.values().forEach(one -> one.close(isMeant ? Ending.UNSUBSCRIBED : Ending.BROKEN));
        callback.succeed();
    }

    private CompletableFuture<Void> handle(LiveMessage message) {
        if (message instanceof LiveMessage.Subscribe asked) {
            return subscribe(asked);
        }
        if (message instanceof LiveMessage.Append append) {
            return append(append);
        }
        if (message instanceof LiveMessage.Ping ping) {
            return send(LiveFrames.pong(ping.id()));
        }
        LiveSubscription closing = subscriptions.get(message.id());
        if (closing == null) {
            throw invalid("There is no subscription with this id on this connection.");
        }
        closing.end(Ending.UNSUBSCRIBED);
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> subscribe(LiveMessage.Subscribe asked) {
        if (subscriptions.size() >= MAX_SUBSCRIPTIONS) {
            throw invalid("A connection has at most " + MAX_SUBSCRIPTIONS + " subscriptions; open another one.");
        }
        LiveSubscription subscription = new LiveSubscription(this, parts, asked);
        if (subscriptions.putIfAbsent(asked.id(), subscription) != null) {
            throw invalid("There is a subscription with this id on this connection; take another id.");
        }
        subscription.open();
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> append(LiveMessage.Append append) {
        if (append.events().isEmpty()) {
            // AP-11: nothing to do is done at once.
            JsonBuffer nothing = new JsonBuffer().raw("{\"events\":[]}");
            return send(LiveFrames.appended(append.id(), new ClusterAppends.Outcome(200, nothing, "", 0)));
        }
        return parts.appends()
                .append(namespace, append.path(), append.events(), append.json(), parts.appendTimeout())
                .thenCompose(outcome -> send(LiveFrames.appended(append.id(), outcome)));
    }

    private static ProblemException invalid(String detail) {
        return Problem.of(ProblemType.INVALID_MESSAGE, detail)
                .with("field", "id")
                .toException();
    }

    private void answered(int chars) {
        boolean goOn;
        synchronized (this) {
            unanswered--;
            unansweredChars -= chars;
            goOn = isHeld && hasRoom();
            isHeld &= !goOn;
        }
        if (goOn) {
            demandNow();
        }
    }

    private void demand() {
        synchronized (this) {
            if (!hasRoom()) {
                isHeld = true;
                return;
            }
        }
        demandNow();
    }

    private boolean hasRoom() {
        return unanswered < MAX_UNANSWERED && unansweredChars < MAX_UNANSWERED_CHARS;
    }

    private void demandNow() {
        Session open = session;
        if (open != null && open.isOpen()) {
            open.demand();
        }
    }

    // --- what goes out ---

    /** Sends a message after all before it; completes when the socket has taken it. */
    CompletableFuture<Void> send(JsonBuffer message) {
        Session open = session;
        if (open == null || !open.isOpen()) {
            return CompletableFuture.failedFuture(new IOException("The connection is closed"));
        }
        CompletableFuture<Void> sent = new CompletableFuture<>();
        sending.incrementAndGet();
        open.sendText(
                message.toString(),
                Callback.from(
                        () -> {
                            sending.decrementAndGet();
                            sent.complete(null);
                        },
                        failure -> {
                            sending.decrementAndGet();
                            sent.completeExceptionally(failure);
                        }));
        return sent;
    }

    void remove(LiveSubscription subscription) {
        subscriptions.remove(subscription.id(), subscription);
    }

    /** Tells the heads of all streams, unless something is on its way anyway. */
    void beat() {
        if (sending.get() == 0) {
            Map<String, Long> heads = new TreeMap<>();
            subscriptions.values().forEach(one -> heads.put(one.id(), one.head()));
            var unused = send(LiveFrames.heartbeat(heads));
        }
    }

    /** Sees whether streams of other nodes have moved. */
    void lookAfter() {
        subscriptions.values().forEach(LiveSubscription::lookAfter);
    }

    /** Tells each subscription's client where to resume, and closes. */
    void shutDown() {
        subscriptions.values().forEach(one -> one.end(Ending.CLOSING));
        close(StatusCode.SHUTDOWN, "closing");
    }

    private void close(int code, String reason) {
        Session open = session;
        if (open != null) {
            open.close(code, reason, Callback.NOOP);
        }
    }
}
