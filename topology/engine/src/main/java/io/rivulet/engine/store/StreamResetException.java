package io.rivulet.engine.store;

/** The stream was reset while it was read, and its old rows are gone. Read its row again: there is another life, or none. */
public final class StreamResetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StreamResetException() {
        super("the stream was reset while it was read");
    }
}
