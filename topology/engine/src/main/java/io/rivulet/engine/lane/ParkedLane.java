package io.rivulet.engine.lane;

/**
 * A lane that has failed too often, for an operator.
 *
 * @param path of its stream
 * @param kind {@code processor}, {@code webhook} or {@code topic}
 * @param name slug or key of the subscription
 * @param reason the last failure
 * @param since milliseconds since the epoch
 */
public record ParkedLane(String path, String kind, String name, String reason, long since) {}
