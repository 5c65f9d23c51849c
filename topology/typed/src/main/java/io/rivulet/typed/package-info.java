/**
 * Processors whose payloads and states are Java records.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[processor]</b> -> effects.
 *
 * <p>{@link io.rivulet.typed.TypedProcessor} is put together from functions, one for each type of event;
 * {@link io.rivulet.typed.JsonPayload} makes the payloads of what it appends. This is an add-on to
 * {@link io.rivulet.api.processor}: a plugin brings this library and its Jackson along, in the versions that it likes.
 */
@NullMarked
package io.rivulet.typed;

import org.jspecify.annotations.NullMarked;
