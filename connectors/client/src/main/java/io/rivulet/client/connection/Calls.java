package io.rivulet.client.connection;

import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes calls to whichever node answers, and makes them again while that is worth it. Thread-safe.
 *
 * <p>A call's future may be cancelled or forgotten without harm (BR-52). It fails with a
 * {@link io.rivulet.client.model.RivuletException} and nothing else.
 */
public final class Calls implements AutoCloseable {

    private final HttpClient http;
    private final Nodes nodes;
    private final Gate gate;
    private final Ticker ticker;
    private final Patience patience;
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    public Calls(HttpClient http, Nodes nodes, Ticker ticker, Patience patience) {
        this.http = http;
        this.nodes = nodes;
        this.ticker = ticker;
        this.patience = patience;
        gate = new Gate(ticker);
    }

    /** The body of the answer, once there is one that is a success. */
    public CompletableFuture<byte[]> call(Request request) {
        Call call = new Call(http, nodes, gate, ticker, patience, request);
        running.add(call);
        var unused = call.result().whenComplete((body, failure) -> running.remove(call));
        if (isClosed) {
            call.reject();
        } else {
            call.start();
        }
        return call.result();
    }

    /** Every call that waits or runs fails at once (BR-51), and every later one. */
    @Override
    public void close() {
        isClosed = true;
        gate.close();
        running.forEach(Call::reject);
    }
}
