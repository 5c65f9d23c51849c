package io.rivulet.plugins.ingest;

/**
 * A batch that failed; nothing has changed by it but effects that may have happened. The host tries again. The message names
 * processor, stream, offset and what was being done.
 */
public final class IngestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    IngestException(String message, long offset, Throwable cause) {
        super(message + ": " + text(cause), cause);
        this.offset = offset;
    }

    /** The offset of the event at fault, or of the batch's first new event when it is not known which. */
    public long offset() {
        return offset;
    }

    private static String text(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
