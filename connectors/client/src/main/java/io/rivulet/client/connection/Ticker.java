package io.rivulet.client.connection;

import java.time.Duration;

/** Time, as it is given to a client; tests hold it in their hands. Methods may be called from any thread. */
public interface Ticker {

    /** A clock that only goes forward, from an arbitrary beginning. */
    long nanos();

    /** Runs a task once, after a while. The task does not block. */
    Alarm after(Duration delay, Runnable task);

    /** A task that will run. */
    interface Alarm {

        /** It will not run, unless it has begun. */
        void cancel();
    }
}
