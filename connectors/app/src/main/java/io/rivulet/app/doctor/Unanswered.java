package io.rivulet.app.doctor;

/** A question that a check needs the answer of was not answered: what depends on it is unknown. */
final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** Takes why, and what to do about it; both one sentence without the full stop. */
    Unanswered(String why, String remedy, Throwable cause) {
        super(why, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }

    Finding finding(String check) {
        return Finding.unknown(check, String.valueOf(getMessage()), remedy);
    }
}
