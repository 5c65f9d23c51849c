package io.rivulet.app.follow;

import io.rivulet.client.connection.SystemTicker;
import io.rivulet.client.connection.Ticker;
import java.time.Duration;

/** Time that runs faster by a factor, so that half a minute of back-off need not be waited for. */
public final class FastTicker implements Ticker, AutoCloseable {

    private final SystemTicker real = new SystemTicker();
    private final int factor;

    public FastTicker(int factor) {
        this.factor = factor;
    }

    @Override
    public long nanos() {
        return real.nanos() * factor;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return real.after(delay.dividedBy(factor), task);
    }

    @Override
    public void close() {
        real.close();
    }
}
