package io.rivulet.client.model;

/** The client was closed by its owner, before or during the call. A lost connection is never told like this (BR-53). */
public final class ClientClosedException extends RivuletException {

    private static final long serialVersionUID = 1L;

    public ClientClosedException() {
        super("The client is closed", null);
    }
}
