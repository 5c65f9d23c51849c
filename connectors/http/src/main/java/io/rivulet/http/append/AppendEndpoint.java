package io.rivulet.http.append;

import io.rivulet.api.EventInput;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.json.JsonBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;

/**
 * {@code POST /v1/{ns}/events/{path}}: one event, or several as one all-or-nothing batch (AP-1 to AP-3). With
 * {@code ?target=../other} they go to the stream that is there from the URL's (AP-20), which the header Content-Location names.
 *
 * <p>No thread waits for the verdict. A small answer is rendered and written by the thread of the node that brings the
 * verdict, which saves the change of threads; a large one would hold that thread up and is handed over.
 */
public final class AppendEndpoint implements Endpoint {

    private final int maxBodyBytes;
    private final AppendParts parts;

    public AppendEndpoint(int maxBodyBytes, AppendParts parts) {
        this.maxBodyBytes = maxBodyBytes;
        this.parts = parts;
    }

    @Override
    public void serve(Exchange exchange) {
        String target = exchange.query("target").text("target");
        if (target != null) {
            exchange.turnTo(exchange.path().resolve(target));
            exchange.set(
                    HttpHeader.CONTENT_LOCATION.asString(),
                    PeerUrl.of(exchange.namespace().name(), "events", exchange.path(), null));
        }
        exchange.negotiate(MediaType.JSON);
        exchange.isGzip(false);
        String contentType = exchange.requireContentType(MediaType.JSON, MediaType.NDJSON);
        exchange.body(maxBodyBytes, body -> append(exchange, contentType, body));
    }

    private void append(Exchange exchange, String contentType, byte[] body) {
        List<EventInput> events =
                contentType.equals(MediaType.NDJSON) ? EventBody.readLines(body) : EventBody.readJson(body);
        if (events.isEmpty()) {
            // AP-11: nothing to do is done at once.
            exchange.answer(200, new JsonBuffer().raw("{\"events\":[]}"));
            return;
        }
        exchange.keepOpen();
        int partition = exchange.namespace().partitionOf(exchange.path());
        AppendLeg leg = new AppendLeg("events", exchange, events, contentType, body, parts);
        parts.routing().start(exchange, partition, leg, parts.timeout());
    }
}
