package io.rivulet.http.cluster;

import io.rivulet.engine.cluster.Address;

/** What was asked of another node on behalf of an exchange, until the exchange has its answer or somebody else is asked. */
public interface Onward {

    /** Who is asked. */
    Address peer();

    /** Sends it. */
    void send();

    /** Gives it up: the other node no longer is the one to ask, or the client has gone. */
    void abort(Throwable why);
}
