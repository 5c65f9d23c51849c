package io.rivulet.http.live;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.engine.tail.Ending;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.json.JsonBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One subscription on a WebSocket. It goes to the owner of its stream and, when the stream moves, looks for the next one and
 * resumes there, without its client. Only when nobody is found in time, the client is told. Any thread.
 */
final class LiveSubscription {

    private static final long PAUSE_MILLIS = 50;
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final LiveConnection connection;
    private final Live.Parts parts;
    private final String id;
    private final StreamPath path;
    private final Subscription wanted;
    private long after;
    private String incarnation = "";
    private @Nullable Leg leg;
    private long deadlineNanos;

    /** When the owner took it, 0 while none has. */
    private long servedSinceNanos;

    private boolean isTold;
    private boolean isOver;

    LiveSubscription(LiveConnection connection, Live.Parts parts, LiveMessage.Subscribe asked) {
        this.connection = connection;
        this.parts = parts;
        id = asked.id();
        path = asked.path();
        wanted = asked.wanted();
        after = wanted.after();
    }

    String id() {
        return id;
    }

    StreamPath path() {
        return path;
    }

    synchronized long after() {
        return after;
    }

    synchronized long head() {
        return leg == null ? -1 : leg.head();
    }

    /** Goes to the owner. */
    void open() {
        synchronized (this) {
            deadlineNanos = System.nanoTime() + parts.patience().toNanos();
        }
        locate();
    }

    private void locate() {
        Namespace namespace = connection.namespace();
        Placement placement = namespace.placement(namespace.partitionOf(path));
        Address owner = placement.owner();
        boolean isHere = placement.isHere();
        if (!isHere && (owner == null || owner.equals(parts.peers().self()))) {
            later();
            return;
        }
        Leg found;
        synchronized (this) {
            if (isOver) {
                return;
            }
            Subscription resumed = new Subscription(
                    wanted.key(), after, wanted.types(), wanted.events(), wanted.state(), wanted.subscriber());
            found = isHere || owner == null
                    ? new LocalLeg(this, namespace, resumed, connection.turns())
                    : new RemoteLeg(
                            this,
                            owner,
                            parts.peers().tail(owner, namespace.name(), path, query(resumed)),
                            connection.turns(),
                            parts.threads());
            leg = found;
        }
        found.open();
    }

    private static String query(Subscription wanted) {
        StringBuilder query = new StringBuilder();
        if (wanted.after() != Subscription.LIVE) {
            query.append("&after=").append(wanted.after());
        }
        wanted.types().forEach(type -> query.append("&types=").append(PeerUrl.encode(type)));
        query.append(wanted.key() == null ? "" : "&key=" + PeerUrl.encode(wanted.key()));
        query.append(wanted.events() ? "" : "&events=false");
        query.append(wanted.state() ? "&state=true" : "");
        query.append(wanted.subscriber() == null ? "" : "&subscriber=" + PeerUrl.encode(wanted.subscriber()));
        return query.isEmpty() ? "" : query.substring(1);
    }

    /** Looks again after a pause, or tells the client that it took too long. */
    private void later() {
        synchronized (this) {
            if (isOver) {
                return;
            }
            leg = null;
            if (System.nanoTime() < deadlineNanos) {
                var unused = parts.ticker()
                        .schedule(() -> parts.threads().execute(this::locate), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                return;
            }
        }
        end(Ending.MOVED);
    }

    // --- what its leg tells ---

    /** The owner has it. */
    synchronized void opened(Leg from, String key) {
        if (isOver || leg != from) {
            return;
        }
        servedSinceNanos = System.nanoTime();
        if (!isTold) {
            isTold = true;
            var unused = connection.send(LiveFrames.subscribed(id, key));
        }
    }

    /** Sends a batch, unless it is of a leg that is over. Completes when the socket has taken it. */
    synchronized CompletableFuture<Void> deliver(
            Leg from, String newIncarnation, boolean isReset, long cursor, JsonBuffer frame) {
        if (isOver || leg != from) {
            return NOTHING;
        }
        // A reset may have happened while the stream moved: then only the incarnation shows it.
        if (isReset || (!incarnation.isEmpty() && !incarnation.equals(newIncarnation))) {
            reset(from, newIncarnation.isEmpty() ? null : newIncarnation);
        }
        incarnation = newIncarnation;
        after = Math.max(after, cursor);
        deadlineNanos = System.nanoTime() + parts.patience().toNanos();
        return connection.send(frame);
    }

    /** The stream's life has ended (SUB-20). */
    synchronized void reset(Leg from, @Nullable String newIncarnation) {
        if (!isOver && leg == from) {
            incarnation = newIncarnation == null ? "" : newIncarnation;
            var unused = connection.send(LiveFrames.reset(id, newIncarnation));
        }
    }

    /** The leg is over; where the stream has only moved, the next one is looked for. */
    void legEnded(Leg from, Ending ending, long resumeAfter) {
        synchronized (this) {
            if (isOver || leg != from) {
                return;
            }
            after = Math.max(after, resumeAfter);
            earnPatience();
        }
        if (ending == Ending.MOVED) {
            later();
        } else {
            end(ending);
        }
    }

    /** The longer it was served, the longer it looks; an owner that takes it and lets go at once does not keep it waiting. */
    private void earnPatience() {
        long now = System.nanoTime();
        if (servedSinceNanos != 0) {
            long earned = Math.min(now - servedSinceNanos, parts.patience().toNanos());
            deadlineNanos = Math.max(deadlineNanos - now, earned) + now;
            servedSinceNanos = 0;
        }
    }

    /** Gives up waiting for a node that no longer owns the stream. Called again and again. */
    void lookAfter() {
        Leg now;
        synchronized (this) {
            now = leg;
        }
        Address peer = now == null ? null : now.peer();
        if (now == null || peer == null) {
            return;
        }
        Namespace namespace = connection.namespace();
        Address owner = namespace.placement(namespace.partitionOf(path)).owner();
        if (owner != null && !owner.equals(peer)) {
            legEnded(now, Ending.MOVED, after());
            now.close(Ending.MOVED);
        }
    }

    // --- its end ---

    /** Ends it and tells the client why, and where to resume. */
    void end(Ending ending) {
        long resume = close(ending);
        if (resume != Long.MIN_VALUE) {
            var unused = connection.send(LiveFrames.closed(id, ending, resume));
        }
    }

    /** Ends it; returns where to resume, or {@code Long.MIN_VALUE} if it was over already. */
    long close(Ending ending) {
        Leg last;
        long resume;
        synchronized (this) {
            if (isOver) {
                return Long.MIN_VALUE;
            }
            isOver = true;
            last = leg;
            resume = after;
        }
        connection.remove(this);
        if (last != null) {
            last.close(ending);
        }
        return resume;
    }
}
