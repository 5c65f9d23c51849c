package io.rivulet.http.append;

import io.rivulet.api.EventInput;
import io.rivulet.http.cluster.Forward;
import io.rivulet.http.cluster.Search;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import java.util.List;

/**
 * {@code POST /v1/{ns}/control/{path}}: pauses, resumes or resets a stream that exists (AP-9, AP-44), which is answered as an
 * append of the event that does it; or wakes a subscriber of it that is parked (C2).
 */
public final class ControlEndpoint implements Endpoint {

    private static final int MAX_BODY_BYTES = 64 << 10;

    private final AppendParts parts;

    public ControlEndpoint(AppendParts parts) {
        this.parts = parts;
    }

    @Override
    public void serve(Exchange exchange) {
        exchange.query();
        exchange.negotiate(MediaType.JSON);
        exchange.isGzip(false);
        exchange.requireContentType(MediaType.JSON);
        exchange.body(MAX_BODY_BYTES, body -> control(exchange, body));
    }

    private void control(Exchange exchange, byte[] body) {
        Control control = Control.read(body);
        String woken = control.woken();
        int partition = exchange.namespace().partitionOf(exchange.path());
        if (woken != null) {
            exchange.keepOpen();
            start(exchange, partition, new WakeLeg(exchange, woken, body));
            return;
        }
        List<EventInput> events = List.of(control.event());
        exchange.keepOpen();
        AppendLeg append = new AppendLeg("control", exchange, events, MediaType.JSON, body, parts);
        start(exchange, partition, new Leg(exchange, append));
    }

    private void start(Exchange exchange, int partition, Search.Leg leg) {
        parts.routing().start(exchange, partition, leg, parts.timeout());
    }

    /** An append to a stream that exists: a misspelt path is no new stream. */
    private record Leg(Exchange exchange, AppendLeg append) implements Search.Leg {

        @Override
        public boolean mayChange() {
            return true;
        }

        @Override
        public void here(Search search) {
            exchange.require(exchange.namespace().state(exchange.path()));
            append.here(search);
        }

        @Override
        public Forward there(Search search) {
            return append.there(search);
        }
    }
}
