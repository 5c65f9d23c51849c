package io.rivulet.engine.query;

import io.rivulet.engine.fold.MirrorRow;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream.
 *
 * @param event the event, or null if the stream has none at this offset or with this key
 */
public record EventView(String incarnation, @Nullable MirrorRow event, Head head) {}
