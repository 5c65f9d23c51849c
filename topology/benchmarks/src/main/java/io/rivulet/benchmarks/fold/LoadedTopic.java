package io.rivulet.benchmarks.fold;

/**
 * A topic that holds a workload.
 *
 * @param payloadBytes of all its events together
 */
record LoadedTopic(String name, int partitions, long events, long payloadBytes) {}
