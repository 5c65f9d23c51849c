package io.rivulet.client;

import io.rivulet.client.connection.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that stands still until a test moves it on. */
public final class ManualTicker implements Ticker {

    private final List<Pending> pending = new ArrayList<>();
    private long now = 1_000_000_000L;

    private record Pending(long at, Runnable task) {}

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable task) {
        Pending alarm = new Pending(now + delay.toNanos(), task);
        pending.add(alarm);
        notifyAll();
        return () -> cancel(alarm);
    }

    private synchronized void cancel(Pending alarm) {
        pending.remove(alarm);
    }

    /** How long it is until each alarm that is set, soonest first. */
    public synchronized List<Duration> alarms() {
        return pending.stream()
                .map(alarm -> Duration.ofNanos(alarm.at() - now))
                .sorted()
                .toList();
    }

    /** Waits until an alarm is set for exactly this far ahead. */
    public synchronized void awaitAlarm(Duration delay) throws InterruptedException {
        while (!alarms().contains(delay)) {
            wait();
        }
    }

    /** Moves on, and runs what is due, in order. */
    public void advance(Duration by) {
        long until = nanos() + by.toNanos();
        for (Pending due = next(until); due != null; due = next(until)) {
            due.task().run();
        }
        synchronized (this) {
            now = until;
        }
    }

    private synchronized Pending next(long until) {
        Pending due = pending.stream()
                .filter(alarm -> alarm.at() <= until)
                .min(Comparator.comparingLong(Pending::at))
                .orElse(null);
        if (due != null) {
            pending.remove(due);
            now = Math.max(now, due.at());
        }
        return due;
    }
}
