package io.rivulet.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.faults.RecordedCalls.View;
import io.rivulet.app.proof.Deadline;
import io.rivulet.testkit.history.Call;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Range;
import io.rivulet.testkit.history.Read.Seen;
import io.rivulet.testkit.history.SeenEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All clients and tails together, from the start to the settled end. One thread. */
final class Load implements AutoCloseable {

    /** Several heartbeats. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private static final Duration TAILS_CATCH_UP = Duration.ofMinutes(1);
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(Load.class);
    private final LoadPlan plan;
    private final RecordedCalls calls;
    private final ConcurrentHashMap.KeySetView<String, Boolean> streams = ConcurrentHashMap.newKeySet();
    private final List<LoadClient> clients = new ArrayList<>();
    private final List<TailClient> tails = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final List<Future<?>> following = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService guard = Executors.newSingleThreadScheduledExecutor();

    Load(LoadPlan plan, RecordedCalls calls) {
        this.plan = plan;
        this.calls = calls;
        for (int i = 0; i < plan.clients(); i++) {
            clients.add(new LoadClient(i, plan, calls, streams));
        }
        for (int i = 0; i < plan.tails(); i++) {
            tails.add(new TailClient(i, plan.stream(i % plan.streams()), plan, calls));
            streams.add(tails.get(i).stream());
        }
    }

    void start() {
        clients.forEach(client -> running.add(threads.submit(client)));
        tails.forEach(tail -> following.add(threads.submit(tail)));
        Future<?> watch = guard.scheduleWithFixedDelay(
                () -> tails.forEach(tail -> tail.endIfSilent(SILENCE)), 1, 1, TimeUnit.SECONDS);
        assertThat(watch.isDone()).isFalse();
    }

    /** Fails if a client or a tail has met what it did not expect. */
    void requireRunning() throws Exception {
        for (Future<?> task :
                Stream.concat(running.stream(), following.stream()).toList()) {
            if (task.isDone()) {
                task.get();
            }
        }
    }

    /**
     * Ends the load, waits until nothing more comes, lets the tails catch up, and reads all streams through all nodes. The
     * cluster must be well.
     */
    void settle() throws Exception {
        clients.forEach(LoadClient::stop);
        for (Future<?> client : running) {
            client.get();
        }
        Map<String, Long> heads = awaitQuiet();
        LOG.atInfo()
                .addKeyValue("complete", awaitTails(heads))
                .log("The tails have had their time; the judge will tell");
        guard.shutdownNow();
        tails.forEach(TailClient::stop);
        for (Future<?> tail : following) {
            tail.get();
        }
        for (String node : plan.nodes()) {
            for (String stream : heads.keySet()) {
                readAll(node, stream);
            }
        }
    }

    @Override
    public void close() {
        clients.forEach(LoadClient::stop);
        tails.forEach(TailClient::stop);
        guard.shutdownNow();
        threads.shutdownNow();
    }

    /** Returns when all tails have come to the end, or false when they have had time enough. */
    private boolean awaitTails(Map<String, Long> heads) {
        long endNanos = System.nanoTime() + TAILS_CATCH_UP.toNanos();
        while (!tails.stream().allMatch(tail -> tail.last() >= heads.getOrDefault(tail.stream(), -1L))) {
            if (System.nanoTime() > endNanos) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** The heads of all streams, once they have not changed for a while. */
    private Map<String, Long> awaitQuiet() {
        Map<String, Long> heads = new TreeMap<>();
        long[] since = {System.nanoTime()};
        Deadline.await("all streams are at rest", () -> {
            Map<String, Long> now = new TreeMap<>();
            streams.forEach(stream -> now.put(stream, head(stream)));
            if (!now.equals(heads)) {
                heads.clear();
                heads.putAll(now);
                since[0] = System.nanoTime();
            }
            return !now.containsValue(null)
                    && System.nanoTime() - since[0] > plan.quiet().toNanos();
        });
        return heads;
    }

    private @Nullable Long head(String stream) {
        Seen seen = calls.look(plan.node(0), stream, View.STATE, new Range(null, null, null));
        return seen == null ? null : seen.head();
    }

    /** All of a stream, page by page, as one operation. */
    private void readAll(String node, String stream) {
        long called = calls.now();
        List<SeenEvent> events = new ArrayList<>();
        Seen[] page = new Seen[1];
        do {
            long after = events.isEmpty() ? -1 : events.get(events.size() - 1).offset();
            Deadline.await(node + " shows " + stream + " in the end", () -> {
                page[0] = calls.look(node, stream, View.EVENTS, new Range(null, after, null));
                return page[0] != null;
            });
            events.addAll(page[0].events());
        } while (!page[0].whole());
        Seen seen = page[0];
        Seen all = new Seen(seen.origin(), seen.applied(), seen.behind(), seen.length(), seen.head(), true, events);
        Call call = new Call("settled", stream, node, called, calls.now());
        calls.history().write(new Read(call, Consistency.SETTLED, new Range(null, -1L, null), all));
    }
}
