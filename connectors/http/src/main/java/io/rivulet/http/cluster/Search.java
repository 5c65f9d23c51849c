package io.rivulet.http.cluster;

import io.rivulet.engine.Namespace;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.RivuletHeader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that looks for the owner of its partition: here, or at the node that was given the partition last. While nobody
 * answers for it, it looks again, with growing pauses, until its time is over. One thread at a time.
 */
public final class Search implements Runnable {

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 50;

    /** Problems that pass by themselves, mostly. */
    private static final Set<ProblemType> PASSING = Set.of(ProblemType.MOVED, ProblemType.RESTORING);

    private static final Problem CLOSING = Problem.of(
                    ProblemType.CLOSING, "This node is closing and knows no other one. Try again, or ask another one.")
            .after(Duration.ofSeconds(1));

    private final Routing routing;
    private final Exchange exchange;
    private final int partition;
    private final Leg leg;
    private final long deadlineNanos;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private int tries;
    private boolean mayHaveActed;
    private volatile @Nullable Onward onward;

    /** Who did not answer the last time. */
    private volatile @Nullable Address silent;

    /** What a request does once its owner is found. */
    public interface Leg {

        /** This node is the owner. Answers the exchange, now or later, or calls {@link Search#again}. */
        void here(Search search);

        /** Another node is the owner: the request for it. */
        Forward there(Search search);

        /**
         * The way to another node.
         *
         * @param onNoAnswer takes why there is no answer, and whether the other node may have acted all the same
         */
        default Onward onward(Search search, Address owner, BiConsumer<Problem, Boolean> onNoAnswer) {
            return search.relay(owner, onNoAnswer);
        }

        /** Whether a try without an answer may have changed something. */
        default boolean mayChange() {
            return false;
        }

        /** Whether an answer from a copy will do. */
        default boolean takesCopies() {
            return false;
        }

        /** Looks whether a copy on this node will do, and answers the exchange from it then. */
        default boolean isAnsweredByCopy(Search search) {
            return false;
        }
    }

    Search(Routing routing, Exchange exchange, int partition, Leg leg, Duration within) {
        this.routing = routing;
        this.exchange = exchange;
        this.partition = partition;
        this.leg = leg;
        deadlineNanos = System.nanoTime() + within.toNanos();
    }

    public Exchange exchange() {
        return exchange;
    }

    public int partition() {
        return partition;
    }

    /** The time that is left. */
    public Duration rest() {
        return routing.atMost(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
    }

    /** The URL of the request for another node. */
    public String target(String resource) {
        exchange.requireReadableQuery();
        return PeerUrl.of(exchange.namespace().name(), resource, exchange.path(), exchange.rawQuery());
    }

    /** Takes the next step. */
    @Override
    public void run() {
        exchange.guard(this::look);
    }

    private void look() {
        Namespace namespace = exchange.namespace();
        Placement placement = namespace.placement(partition);
        if (placement.isHere()) {
            exchange.set(RivuletHeader.NODE, routing.self().toString());
            here();
        } else if (leg.isAnsweredByCopy(this)) {
            return;
        } else if (exchange.header(RivuletHeader.FORWARDED) != null) {
            // One hop at the most: who sent it looks again.
            exchange.fail(routing.notHere(namespace, partition));
        } else {
            Address peer = peer(placement);
            if (peer != null) {
                there(peer);
            } else if (routing.isClosing()) {
                fail(CLOSING);
            } else {
                again(routing.notHere(namespace, partition));
            }
        }
    }

    /** Who is to be asked: the owner or its heir or, where that will do and the owner does not answer, who has a copy. */
    private @Nullable Address peer(Placement placement) {
        Address owner = placement.other(routing.self(), tries++);
        if (leg.takesCopies() && (owner == null || owner.equals(silent))) {
            Optional<Address> standBy = placement.standBys().stream()
                    .filter(other -> !other.equals(routing.self()))
                    .findFirst();
            if (standBy.isPresent()) {
                return standBy.get();
            }
        }
        return owner;
    }

    private void here() {
        serve(() -> leg.here(this));
    }

    /** Lets this node answer; that it is not the owner after all is a reason to look again. */
    void serve(Runnable answering) {
        try {
            answering.run();
        } catch (ProblemException e) {
            if (!PASSING.contains(e.problem().type()) || exchange.isCommitted()) {
                throw e;
            }
            again(e.problem());
        }
    }

    private void there(Address peer) {
        Onward sent = leg.onward(this, peer, (problem, hasActed) -> {
            mayHaveActed |= hasActed;
            silent = peer;
            again(problem);
        });
        boolean isFirst = onward == null;
        onward = sent;
        if (isFirst) {
            routing.watch(this);
        }
        sent.send();
    }

    private Relay relay(Address peer, BiConsumer<Problem, Boolean> onNoAnswer) {
        return new Relay(exchange, peer, leg.there(this).to(peer, routing.peers()), routing.relayedTails(), onNoAnswer);
    }

    /** Looks again after a pause, unless the time is over or would be by then. */
    public void again(Problem problem) {
        boolean isForwarded = exchange.header(RivuletHeader.FORWARDED) != null;
        boolean isLong = problem.retryAfter() != null && problem.retryAfter().compareTo(longest()) > 0;
        if (isForwarded || isLong || rest().toMillis() < pauseMillis) {
            fail(problem);
            return;
        }
        routing.later(this, pauseMillis);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    private void fail(Problem problem) {
        exchange.fail(mayHaveActed && leg.mayChange() ? unknown(problem) : problem);
    }

    /** A second is what everybody says who does not know; more is meant. */
    private Duration longest() {
        Duration rest = rest();
        return rest.toMillis() < 1_000 ? Duration.ofSeconds(1) : rest;
    }

    private static Problem unknown(Problem problem) {
        return Problem.of(
                        ProblemType.UNAVAILABLE,
                        "The owner was asked, and did not answer. The events may have been appended: repeat with the same"
                                + " idempotency keys. " + problem.detail())
                .after(Duration.ofSeconds(1));
    }

    /** Gives up waiting for a node that no longer owns the partition. Called again and again. */
    void lookAfter() {
        Onward sent = onward;
        if (sent == null) {
            return;
        }
        Placement placement = exchange.namespace().placement(partition);
        Address owner = placement.owner();
        boolean isCopy = leg.takesCopies() && placement.standBys().contains(sent.peer());
        if (owner != null && !owner.equals(sent.peer()) && !isCopy) {
            sent.abort(new ProblemException(Problems.moved("The partition has moved to " + owner)));
        }
    }

    /** The client has gone. */
    void gone() {
        Onward sent = onward;
        if (sent != null) {
            sent.abort(new IOException("The client has gone"));
        }
    }
}
