package io.rivulet.client.model;

/** A node refused the call with a problem (RFC 9457): the same call will be refused again until something is changed. */
public final class ProblemException extends RivuletException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.toString(), null);
        this.problem = problem;
    }

    /** What is wrong, and where. */
    public Problem problem() {
        return problem;
    }
}
