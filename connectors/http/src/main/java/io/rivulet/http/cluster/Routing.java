package io.rivulet.http.cluster;

import io.rivulet.engine.Namespace;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.PartitionState;
import io.rivulet.engine.cluster.PartitionStatus;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Brings requests to the owners of their partitions: the one place that knows how a node and its peers share the work. */
public final class Routing {

    private static final long WATCH_MILLIS = 100;
    private static final Duration SHORTLY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Peers peers;
    private final Duration patience;
    private final ScheduledExecutorService ticker;
    private final Executor threads;
    private final Set<Search> relayed = ConcurrentHashMap.newKeySet();
    private final RelayedTails relayedTails = new RelayedTails();
    private volatile @Nullable Long closedAtNanos;

    /**
     * @param patience how long a request looks for an owner while there is none
     * @param threads takes the steps of a request after the first one
     */
    public Routing(Peers peers, Duration patience, ScheduledExecutorService ticker, Executor threads) {
        this.peers = peers;
        this.patience = patience;
        this.ticker = ticker;
        this.threads = threads;
        var unused = ticker.scheduleWithFixedDelay(
                () -> relayed.forEach(Search::lookAfter), WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    Address self() {
        return peers.self();
    }

    Peers peers() {
        return peers;
    }

    Executor threads() {
        return threads;
    }

    ScheduledExecutorService ticker() {
        return ticker;
    }

    RelayedTails relayedTails() {
        return relayedTails;
    }

    /** A read of a stream, by its owner or, where the reader does not mind, by a copy. */
    public Endpoint read(String resource, Endpoint endpoint) {
        return exchange -> read(resource, exchange.namespace().partitionOf(exchange.path()), endpoint)
                .serve(exchange);
    }

    /** A read of what is in one partition. */
    public Endpoint read(String resource, int partition, Endpoint endpoint) {
        return exchange -> start(exchange, partition, new ReadLeg(this, exchange, resource, endpoint), patience);
    }

    /** A live tail, at its owner. */
    public Endpoint tail(String resource, Endpoint endpoint) {
        return exchange -> {
            exchange.keepOpen();
            int partition = exchange.namespace().partitionOf(exchange.path());
            start(exchange, partition, new TailLeg(exchange, resource, endpoint), patience);
        };
    }

    /** Looks for the owner of a partition on behalf of a request. */
    public void start(Exchange exchange, int partition, Search.Leg leg, Duration within) {
        new Search(this, exchange, partition, leg, within).run();
    }

    /** Asks those who follow tails of other nodes through this one to come back, to any node. */
    public void drain() {
        relayedTails.close();
    }

    /**
     * The node no longer serves anything and hears no more of who does. Requests that are still here go to who may have their
     * partition now, for so long at the most; those that nobody can be asked for end at once.
     */
    public void close(Duration within) {
        closedAtNanos = System.nanoTime() + within.toNanos();
    }

    boolean isClosing() {
        return closedAtNanos != null;
    }

    /** The time that a request has which would have some more. */
    Duration atMost(Duration rest) {
        Long closedAt = closedAtNanos;
        if (closedAt == null) {
            return rest;
        }
        Duration left = Duration.ofNanos(Math.max(0, closedAt - System.nanoTime()));
        return left.compareTo(rest) < 0 ? left : rest;
    }

    void later(Search search, long millis) {
        var unused = ticker.schedule(() -> threads.execute(search), millis, TimeUnit.MILLISECONDS);
    }

    /** Looks after a request that was sent on, until its exchange is over. */
    void watch(Search search) {
        relayed.add(search);
        search.exchange().onGone(search::gone);
        search.exchange().onOver(() -> relayed.remove(search));
    }

    /** Why a partition is not served here: it is restoring, and how long that takes; or it is somewhere else. */
    public Problem notHere(Namespace namespace, int partition) {
        Optional<PartitionStatus> status = namespace.status().stream()
                .filter(one -> one.partition() == partition && one.state() == PartitionState.RESTORING)
                .findFirst();
        if (status.isEmpty()) {
            return Problems.moved("Partition " + partition + " is not served by this node");
        }
        PartitionStatus.Restore restore = status.get().restore();
        double seconds = restore == null ? 1 : Math.max(1, restore.remainingSeconds());
        Duration left = Duration.ofMillis((long) (seconds * 1000));
        return Problem.of(
                        ProblemType.RESTORING,
                        "Partition " + partition
                                + " is being folded from the log; GET /v1/cluster shows how far it is.")
                .after(left.compareTo(LONGEST) > 0 ? LONGEST : left.compareTo(SHORTLY) < 0 ? SHORTLY : left);
    }
}
