package io.rivulet.benchmarks.stock;

/** What became of a record. All but an accepted one leave the stores as they were. */
public enum Verdict {
    ACCEPTED,
    DUPLICATE,
    REFUSED,
    QUARANTINED
}
