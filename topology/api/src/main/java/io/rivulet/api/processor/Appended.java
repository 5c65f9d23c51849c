package io.rivulet.api.processor;

/**
 * Where an appended event is in its stream.
 *
 * @param duplicate whether the stream had an event of that idempotency key already; offset and index are then that event's
 */
public record Appended(long offset, long index, boolean duplicate) {}
