package io.rivulet.client.model;

import org.jspecify.annotations.Nullable;

/**
 * No node took the call for as long as the caller's patience lasts. The outcome of an append is not known then: append it again with
 * the same idempotency keys, which is safe.
 */
public final class UnavailableException extends RivuletException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
