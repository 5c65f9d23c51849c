package io.rivulet.engine.lane;

/**
 * What a stream is told of a subscriber that one of its events has attached: when it begins, and again when another owner has
 * woken the stream, which empties the roster (CS-3).
 *
 * @param subscriptionKey under which it is configured
 * @param attachedAt the offset of the event that configures it
 * @param subscriber a JSON object, what it says of itself (CS-13)
 * @param revision changes with what it says
 */
public record Introduction(String subscriptionKey, long attachedAt, String subscriber, String revision) {}
