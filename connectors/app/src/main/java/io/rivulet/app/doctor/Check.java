package io.rivulet.app.doctor;

import java.util.List;

/** Something that a node needs. Each check runs once, on a thread of its own, which is interrupted when it takes too long. */
interface Check {

    /** What it is about, in a word; part of the output for programs. */
    String id();

    /**
     * Looks, and says what it found: at least one thing.
     *
     * @throws Unanswered when that cannot be known
     */
    List<Finding> findings();
}
