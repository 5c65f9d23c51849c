package io.rivulet.benchmarks.fold;

import java.util.List;

/** The folds that are measured. */
final class Subjects {

    /** What ratios are taken to. */
    static final Subject BASELINE = new StockSubject();

    /** The baseline first. Rivulet's own fold joins the list here. */
    static final List<Subject> ALL = List.of(BASELINE);

    private Subjects() {}
}
