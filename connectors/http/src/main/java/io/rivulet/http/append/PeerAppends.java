package io.rivulet.http.append;

import io.rivulet.api.EventInput;
import io.rivulet.http.append.ClusterAppends.Outcome;
import io.rivulet.http.channel.Call;
import io.rivulet.http.channel.CallServer;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.cluster.Routing;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /v1/{ns}/appends}, between nodes: the appends that another node sends on, on one request for as long as both are
 * there. Each is answered when it has its verdict.
 */
public final class PeerAppends implements Endpoint {

    private static final Problem CLOSING = Problem.of(
                    ProblemType.CLOSING, "This node is closing. Ask the next owner of the stream.")
            .after(Duration.ofSeconds(1));

    private final ClusterAppends appends;
    private final Routing routing;
    private final Duration timeout;
    private final Executor threads;
    private final Map<CallServer, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
    private volatile boolean isClosing;

    /**
     * @param timeout how long an append waits for its verdict
     * @param threads writes what is answered
     */
    public PeerAppends(ClusterAppends appends, Routing routing, Duration timeout, Executor threads) {
        this.threads = threads;
        this.appends = appends;
        this.routing = routing;
        this.timeout = timeout;
    }

    @Override
    public void serve(Exchange exchange) {
        exchange.query();
        exchange.requireContentType(MediaType.APPENDS);
        if (isClosing) {
            throw CLOSING.toException();
        }
        CallServer calls = new CallServer(exchange, call -> answer(exchange, call), threads);
        CompletableFuture<Void> over = new CompletableFuture<>();
        open.put(calls, over);
        exchange.onOver(() -> {
            open.remove(calls);
            over.complete(null);
        });
        calls.run();
        if (isClosing) {
            calls.close();
        }
    }

    private CompletableFuture<Peers.Reply> answer(Exchange exchange, Call call) {
        return judge(exchange, call)
                .thenApply(outcome -> new Peers.Reply(
                        outcome.status(),
                        outcome.problem(),
                        outcome.retryAfterSeconds(),
                        outcome.json().toByteArray()));
    }

    private CompletableFuture<Outcome> judge(Exchange exchange, Call call) {
        if (isClosing) {
            return CompletableFuture.completedFuture(Outcome.of(CLOSING));
        }
        try {
            int partition = exchange.namespace().partitionOf(call.path());
            if (!exchange.namespace().placement(partition).isHere()) {
                throw routing.notHere(exchange.namespace(), partition).toException();
            }
            List<EventInput> events = call.contentType().equals(MediaType.NDJSON)
                    ? EventBody.readLines(call.body())
                    : EventBody.readJson(call.body());
            return appends.appendHere(exchange.namespace(), call.path(), events, call.appendId(), timeout);
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(Outcome.of(Problems.of(failure)));
        }
    }

    /**
     * Takes no further appends, and waits until those that it has are answered: a server that stops cuts off what has been silent for a
     * moment.
     *
     * @param within how long at the most
     */
    public void close(Duration within) {
        isClosing = true;
        open.keySet().forEach(CallServer::close);
        CompletableFuture.allOf(open.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, within.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
