package io.rivulet.client.model;

import org.jspecify.annotations.Nullable;

/** What came is not what a node sends: the URL may be another server's, or a proxy's. */
public final class MalformedAnswerException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public MalformedAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
