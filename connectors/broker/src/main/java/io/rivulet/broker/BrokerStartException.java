package io.rivulet.broker;

/** The broker cannot start. The message says why and what to do, and is fit to be shown to whoever started it. */
public final class BrokerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokerStartException(String message) {
        super(message);
    }

    public BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
