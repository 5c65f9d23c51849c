package io.rivulet.http.append;

import io.rivulet.http.cluster.Forward;
import io.rivulet.http.cluster.Search;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.json.JsonBuffer;

/** Tries a subscriber at once that is parked or waits to try again, at the owner of its stream (C2). */
record WakeLeg(Exchange exchange, String subscriber, byte[] body) implements Search.Leg {

    @Override
    public boolean mayChange() {
        return true;
    }

    @Override
    public void here(Search search) {
        if (!exchange.require(exchange.namespace().wake(exchange.path(), subscriber))) {
            throw Control.invalid("slug", "names no processor or subscription of this stream");
        }
        exchange.answer(
                200, new JsonBuffer().raw("{\"woken\":").text(subscriber).raw("}"));
    }

    @Override
    public Forward there(Search search) {
        return new Forward("POST", search.target("control"), body, MediaType.JSON, null);
    }
}
