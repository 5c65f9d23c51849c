package io.rivulet.http.cluster;

import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;

/** A tail: served by its owner alone. When the owner goes, it ends, and its client resumes after the last event it had. */
record TailLeg(Exchange exchange, String resource, Endpoint endpoint) implements Search.Leg {

    @Override
    public void here(Search search) {
        endpoint.serve(exchange);
    }

    @Override
    public Forward there(Search search) {
        return Forward.read(exchange.method(), search.target(resource));
    }
}
