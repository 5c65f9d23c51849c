package io.rivulet.engine.store;

/** The store failed: a disk that is full, a file that is broken. The task fails; an operator must act. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
