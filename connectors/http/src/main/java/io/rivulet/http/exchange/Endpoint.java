package io.rivulet.http.exchange;

/** What answers the requests of one method at one kind of URL. Called on a thread of the server, from many at once. */
@FunctionalInterface
public interface Endpoint {

    /** Answers, now or later; what it throws is answered as the problem that it means. */
    void serve(Exchange exchange);
}
