package io.rivulet.api.processor;

import io.rivulet.api.Event;

/**
 * An event and what it did to the state.
 *
 * @param before the state before this event
 * @param after the state after it; the same one when it changed nothing
 */
public record ReducedEvent<S>(Event event, S before, S after) {}
