package io.rivulet.http.cluster;

import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.client.Result;

/** Counts requests to other nodes when they are over. Any thread. */
public final class Forwards {

    private final LongAdder answered = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void over(Result result) {
        if (result.isFailed()) {
            over();
        } else {
            over(result.getResponse().getStatus());
        }
    }

    /** One was answered. */
    public void over(int status) {
        (status == 503 ? unavailable : answered).increment();
    }

    /** One has no answer. */
    public void over() {
        failed.increment();
    }

    /** Those that another node has answered, whatever it said. */
    public long answered() {
        return answered.sum();
    }

    /** Those that another node could not answer at that moment. */
    public long unavailable() {
        return unavailable.sum();
    }

    /** Those that found no other node, lost it, or were given up. */
    public long failed() {
        return failed.sum();
    }
}
