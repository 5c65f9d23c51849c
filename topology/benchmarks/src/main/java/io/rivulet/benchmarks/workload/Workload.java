package io.rivulet.benchmarks.workload;

/** A finite log to be measured; every iteration gives the same events. Each stream begins with its {@code created}. */
public interface Workload extends Iterable<WorkloadEvent> {

    /** What stands at the head of a result, such as {@code 200 B, 10,000 streams, uniform}. */
    String name();

    /** How many events an iteration gives. */
    long size();
}
