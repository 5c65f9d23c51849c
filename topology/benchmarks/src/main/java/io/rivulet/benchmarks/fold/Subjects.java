package io.rivulet.benchmarks.fold;

import java.util.List;

/** The folds that are measured. */
final class Subjects {

    /** What ratios are taken to. */
    static final Subject BASELINE = new StockSubject();

    /** The baseline first. */
    static final List<Subject> ALL = List.of(BASELINE, new RivuletSubject());

    private Subjects() {}
}
