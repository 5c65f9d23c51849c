package io.rivulet.api;

/** A text that is no path of a stream. The message says which rule it breaks and is fit to be shown to the caller. */
public final class InvalidPathException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidPathException(String message) {
        super(message);
    }

    public InvalidPathException(String message, Throwable cause) {
        super(message, cause);
    }
}
