package io.rivulet.http.append;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.Moved;
import io.rivulet.engine.append.AppendResult.Unsettled;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.http.channel.AppendChannels;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.cluster.SentAppend;
import io.rivulet.http.cluster.Settlement;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Appends to streams, whichever node owns them, for who has no exchange to answer: a message on a WebSocket, or this node
 * itself. While a stream moves, it looks for the owner again until its time is over. Any thread.
 */
public final class ClusterAppends {

    private static final long PAUSE_MILLIS = 50;

    private final Peers peers;
    private final AppendChannels channels;
    private final Settlement settlement;
    private final AppendIds ids;
    private final ScheduledExecutorService ticker;
    private final Executor threads;

    /** @param threads takes the steps of an append after the first one */
    public ClusterAppends(
            Peers peers,
            AppendChannels channels,
            Settlement settlement,
            AppendIds ids,
            ScheduledExecutorService ticker,
            Executor threads) {
        this.peers = peers;
        this.channels = channels;
        this.settlement = settlement;
        this.ids = ids;
        this.ticker = ticker;
        this.threads = threads;
    }

    /**
     * What became of an append.
     *
     * @param status as over HTTP
     * @param json what is answered over HTTP: the events, or a problem
     * @param problem the name of the problem, empty for none
     * @param retryAfterSeconds after how long to try again, 0 if it does not matter
     */
    public record Outcome(int status, JsonBuffer json, String problem, long retryAfterSeconds) {

        static Outcome of(Problem problem) {
            JsonBuffer json = new JsonBuffer().raw("{");
            problem.writeMembers(json);
            return new Outcome(
                    problem.type().status(), json.raw("}"), problem.type().slug(), problem.retryAfterSeconds());
        }

        static Outcome appended(int status, JsonBuffer json) {
            return new Outcome(status, json, "", 0);
        }

        public boolean isAppended() {
            return problem.isEmpty();
        }
    }

    /** One append on its way. */
    private final class Journey {

        private final Namespace namespace;
        private final StreamPath path;
        private final List<EventInput> events;
        private final byte[] json;
        private final long deadlineNanos;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final boolean isForwarded;
        private @Nullable String appendId;

        /** @param appendId that another node gave it which sent it on, or null */
        Journey(
                Namespace namespace,
                StreamPath path,
                List<EventInput> events,
                byte[] json,
                @Nullable String appendId,
                Duration within) {
            this.appendId = appendId;
            isForwarded = appendId != null;
            this.namespace = namespace;
            this.path = path;
            this.events = events;
            this.json = json;
            deadlineNanos = System.nanoTime() + within.toNanos();
        }

        void go() {
            try {
                step();
            } catch (RuntimeException bug) {
                outcome.complete(Outcome.of(Problems.of(bug)));
            }
        }

        private void step() {
            Placement placement = namespace.placement(namespace.partitionOf(path));
            Address owner = placement.owner();
            if (placement.isHere()) {
                here();
            } else if (isForwarded || owner == null || owner.equals(peers.self())) {
                again(Problems.moved("The stream has no owner at the moment"));
            } else {
                there(owner);
            }
        }

        private void here() {
            List<EventInput> offered = appendId == null ? events : AppendIds.keyed(appendId, events);
            var unused = namespace.append(path, offered).whenComplete((result, bug) -> {
                if (bug != null) {
                    outcome.complete(Outcome.of(Problems.of(bug)));
                } else {
                    judged(result);
                }
            });
        }

        private void judged(AppendResult result) {
            if (result instanceof Appended appended) {
                AppendAnswer.Body body = AppendAnswer.of(appended, events);
                outcome.complete(Outcome.appended(body.status(), body.json()));
            } else if (result instanceof Moved) {
                again(Problems.of(result));
            } else if (result instanceof Unsettled unsettled) {
                settle(unsettled);
            } else {
                outcome.complete(Outcome.of(Problems.of(result)));
            }
        }

        private void settle(Unsettled unsettled) {
            var unused = settlement
                    .settle(namespace, path, unsettled.records(), rest())
                    .whenComplete((settled, bug) -> {
                        if (bug != null) {
                            outcome.complete(Outcome.of(Problems.of(bug)));
                        } else if (settled instanceof Settlement.Known known) {
                            outcome.complete(Outcome.appended(known.status(), known.json()));
                        } else if (settled instanceof Settlement.Unknown unknown) {
                            outcome.complete(Outcome.of(unknown.problem()));
                        } else {
                            again(Problems.moved("The stream has moved"));
                        }
                    });
        }

        private void there(Address owner) {
            if (appendId == null) {
                appendId = ids.next();
            }
            var unused = channels.append(
                            owner, new SentAppend(namespace.name(), path, MediaType.JSON, json, appendId), rest())
                    .whenCompleteAsync(
                            (reply, failure) -> {
                                if (failure == null) {
                                    answered(reply);
                                } else {
                                    again(Problem.of(
                                                    ProblemType.UNAVAILABLE,
                                                    "The owner was asked, and did not answer. The events may have been"
                                                            + " appended: repeat with the same idempotency keys.")
                                            .after(Duration.ofSeconds(1)));
                                }
                            },
                            threads);
        }

        private void answered(Peers.Reply reply) {
            Problem elsewhere = reply.elsewhere();
            if (elsewhere != null) {
                again(elsewhere);
                return;
            }
            JsonBuffer body = new JsonBuffer(reply.body().length).bytes(reply.body());
            outcome.complete(new Outcome(reply.status(), body, reply.problem(), reply.retryAfterSeconds()));
        }

        private void again(Problem problem) {
            if (isForwarded || rest().toMillis() < PAUSE_MILLIS) {
                // One hop at the most: who sent it looks again.
                outcome.complete(Outcome.of(problem));
                return;
            }
            var unused = ticker.schedule(() -> threads.execute(this::go), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }

        private Duration rest() {
            return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
        }
    }

    /**
     * Appends one batch. Never fails: what goes wrong is a problem.
     *
     * @param events as they were given, at least one
     * @param json the same as a JSON array, for another node
     * @param within how long it looks for the owner, and waits for the verdict
     */
    public CompletableFuture<Outcome> append(
            Namespace namespace, StreamPath path, List<EventInput> events, byte[] json, Duration within) {
        return go(new Journey(namespace, path, events, json, null, within));
    }

    /**
     * Appends one batch that another node sent on: here, or not at all. Never fails: what goes wrong is a problem.
     *
     * @param appendId from what the keys of events without one are made
     * @param within how long it waits for the verdict
     */
    CompletableFuture<Outcome> appendHere(
            Namespace namespace, StreamPath path, List<EventInput> events, String appendId, Duration within) {
        return go(new Journey(namespace, path, events, new byte[0], appendId, within));
    }

    private static CompletableFuture<Outcome> go(Journey journey) {
        journey.go();
        return journey.outcome;
    }
}
