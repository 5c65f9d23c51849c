package io.rivulet.app.crowd;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One who follows a stream from its first event on, and checks that each comes once and in order. One thread at a time brings batches; any
 * thread may ask.
 *
 * <p>Batches are searched, not parsed: there are so many of them that parsing would measure the parser. Payloads of a crowd's events have no
 * quotes in them.
 */
public final class Follower {

    private static final String INDEX = "\"index\":";

    private final String path;
    private final AtomicReference<@Nullable String> complaint = new AtomicReference<>();
    private volatile long index = -1;
    private volatile long resumeAfter = -1;

    Follower(String path) {
        this.path = path;
    }

    /** Takes a batch, as it came; its events must be the next ones. */
    void take(String batch, long after) {
        for (int at = batch.indexOf(INDEX); at >= 0; at = batch.indexOf(INDEX, at + INDEX.length())) {
            long next = number(batch, at + INDEX.length());
            if (next != index + 1) {
                complain("after index " + index + " came " + next);
            }
            index = next;
        }
        resumeAfter = after;
    }

    /** Something has come that must not come. */
    void complain(String what) {
        complaint.compareAndSet(null, what);
    }

    static long number(String text, int from) {
        int to = from;
        while (Character.isDigit(text.charAt(to)) || text.charAt(to) == '-') {
            to++;
        }
        return Long.parseLong(text, from, to, 10);
    }

    public String path() {
        return path;
    }

    /** The index of the last event that came, -1 for none. */
    public long index() {
        return index;
    }

    /** The offset to resume after. */
    long resumeAfter() {
        return resumeAfter;
    }

    /** What was wrong first, or null. */
    public @Nullable String complaint() {
        return complaint.get();
    }
}
