package io.rivulet.http.processors;

import io.rivulet.engine.processor.SubscriberView;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import java.util.List;

/** {@code GET /v1/{ns}/processors/{path}}: each subscriber that the node runs for a stream, and how it does (PR-50). */
public final class Processors implements Endpoint {

    @Override
    public void serve(Exchange exchange) {
        exchange.negotiate(MediaType.JSON);
        String slug = exchange.query("slug").text("slug");
        List<SubscriberView> views = exchange.require(exchange.namespace().processors(exchange.path(), slug));
        exchange.answer(200, ProcessorsJson.of(exchange.namespace().name(), exchange.path(), views));
    }
}
