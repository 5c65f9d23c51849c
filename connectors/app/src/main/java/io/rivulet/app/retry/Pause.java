package io.rivulet.app.retry;

import java.time.Duration;

/** How time is let pass between two attempts; tests do not. */
public interface Pause {

    Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

    void of(Duration duration) throws InterruptedException;
}
