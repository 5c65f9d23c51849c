package io.rivulet.kafka;

/**
 * Where a record lies in the log. It is in the stream's mirror under this offset if the fold accepts it.
 *
 * @param partition of the namespace's topic
 */
public record Written(int partition, long offset) {}
