package io.rivulet.app.conformance;

/** A node has not answered as a case says it must; the message says how. Not a defect, so it carries no stack trace. */
final class Mismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
        super(message, null, false, false);
    }
}
