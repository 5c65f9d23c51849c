package io.rivulet.engine.append;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds what waits for its verdict, in events and in bytes of payload. Thread-safe. */
final class InFlight {

    private final long maxEvents;
    private final long maxBytes;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    InFlight(long maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Lets an append in, or answers that there is no room. One that is too large for any room is let in alone. */
    boolean enter(long moreEvents, long moreBytes) {
        long eventsBefore = events.getAndAdd(moreEvents);
        long bytesBefore = bytes.getAndAdd(moreBytes);
        boolean isAlone = eventsBefore == 0;
        if (isAlone || eventsBefore + moreEvents <= maxEvents && bytesBefore + moreBytes <= maxBytes) {
            return true;
        }
        leave(moreEvents, moreBytes);
        return false;
    }

    void leave(long fewerEvents, long fewerBytes) {
        events.addAndGet(-fewerEvents);
        bytes.addAndGet(-fewerBytes);
    }

    /** How many events wait for their verdict. */
    long events() {
        return events.get();
    }
}
