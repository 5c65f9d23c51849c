package io.rivulet.http.append;

import io.rivulet.api.EventInput;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.AppendedEvent;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problems;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * {@code POST /v1/{ns}/events/{path}}: one event, or several as one all-or-nothing batch (AP-1 to AP-3).
 *
 * <p>No thread waits for the verdict. A small answer is rendered and written by the thread of the node that brings the
 * verdict, which saves the change of threads; a large one would hold that thread up and is handed over.
 */
public final class AppendEndpoint implements Endpoint {

    /** Bodies up to this size are answered by the node's own thread. */
    private static final int SMALL_BYTES = 16 << 10;

    private final int maxBodyBytes;
    private final Executor executor;

    public AppendEndpoint(int maxBodyBytes, Executor executor) {
        this.maxBodyBytes = maxBodyBytes;
        this.executor = executor;
    }

    @Override
    public void serve(Exchange exchange) {
        exchange.query();
        exchange.negotiate(MediaType.JSON);
        exchange.isGzip(false);
        boolean lines =
                exchange.requireContentType(MediaType.JSON, MediaType.NDJSON).equals(MediaType.NDJSON);
        exchange.body(maxBodyBytes, body -> append(exchange, lines, body));
    }

    private void append(Exchange exchange, boolean lines, byte[] body) {
        List<EventInput> events = lines ? EventBody.readLines(body) : EventBody.readJson(body);
        if (events.isEmpty()) {
            // AP-11: nothing to do is done at once.
            exchange.answer(200, new JsonBuffer().raw("{\"events\":[]}"));
            return;
        }
        exchange.keepOpen();
        Executor answering = body.length <= SMALL_BYTES ? Runnable::run : executor;
        exchange.namespace()
                .append(exchange.path(), events)
                .thenAcceptAsync(result -> exchange.guard(() -> answer(exchange, result)), answering)
                .exceptionally(failure -> {
                    exchange.fail(failure);
                    return null;
                });
    }

    private static void answer(Exchange exchange, AppendResult result) {
        if (result instanceof Appended appended) {
            exchange.answer(appended.isAllDuplicates() ? 200 : 201, render(appended));
        } else {
            exchange.fail(Problems.of(result));
        }
    }

    private static JsonBuffer render(Appended appended) {
        return new JsonBuffer()
                .raw("{\"incarnation\":")
                .text(appended.incarnation())
                .raw(",\"events\":")
                .array(appended.events(), AppendEndpoint::render)
                .raw("}");
    }

    private static void render(JsonBuffer json, AppendedEvent appended) {
        json.event(appended.event());
        if (appended.duplicate()) {
            json.reopenObject().raw(",\"duplicate\":true}");
        }
    }
}
