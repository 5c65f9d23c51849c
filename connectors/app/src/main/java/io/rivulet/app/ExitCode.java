package io.rivulet.app;

/** How a command ended, as its process tells it. Part of the command line's contract. */
public final class ExitCode {

    public static final int OK = 0;

    /** The node refused, or the answer is no: a conflict, no such stream, a digest that differs. Trying again does not help. */
    public static final int REFUSED = 1;

    /** The command line or the settings are wrong. Nothing was done. */
    public static final int USAGE = 2;

    /** The node cannot be reached or does not serve now. Trying again later may help. */
    public static final int UNAVAILABLE = 3;

    /** A bug. */
    public static final int INTERNAL = 70;

    private ExitCode() {}
}
