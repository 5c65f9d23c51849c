package io.rivulet.client.model;

import org.jspecify.annotations.Nullable;

/** A call that has no answer that is a value. Each kind says what the caller can do. */
public abstract sealed class RivuletException extends RuntimeException
        permits ProblemException, UnavailableException, ClientClosedException, SubscriptionStoppedException {

    private static final long serialVersionUID = 1L;

    RivuletException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
