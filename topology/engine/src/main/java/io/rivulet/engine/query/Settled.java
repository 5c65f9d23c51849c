package io.rivulet.engine.query;

import io.rivulet.engine.append.AppendResult.Appended;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records of an append, in hindsight.
 *
 * @param appended the events; null if none of the records is an event or the duplicate of one, so that nothing was appended
 */
public record Settled(@Nullable Appended appended) {}
