package io.rivulet.plugins.contract;

/** A payload or a state that its schema does not allow. The message says where in it, and what is wrong. */
public final class InvalidJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidJsonException(String message) {
        super(message);
    }
}
