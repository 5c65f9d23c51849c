package io.rivulet.app.reset;

/**
 * How somebody came to be shown something.
 *
 * @param who names them, for people
 * @param beganNanos when the request or the connection began, of {@link System#nanoTime}
 * @param appliedOffset how far in the log the answer says that it is; {@link #UNKNOWN} if it does not say
 * @param isFresh whether it was asked to show all that was acknowledged; otherwise an owner that was deposed, and does not know it, may
 *     answer, if it says how far it is
 */
record Sight(String who, long beganNanos, long appliedOffset, boolean isFresh) {

    static final long UNKNOWN = -2;

    /** Of a connection that begins now, or an append. */
    static Sight now(String who) {
        return new Sight(who, System.nanoTime(), UNKNOWN, true);
    }
}
