/**
 * The model: what a stream, an event and a verdict are, with the JDK alone.
 *
 * <p>Flow: <b>[model]</b> record -> wire -> fold -> store -> effects | queries -> http.
 *
 * <p>A caller offers {@link io.rivulet.api.EventInput}s to the stream at a {@link io.rivulet.api.StreamPath}. The fold of
 * the log judges each with a verdict; a {@link io.rivulet.api.Refusal} is such a verdict, a value and not an error. What it
 * accepts is an {@link io.rivulet.api.Event}. What plugins are made of is in {@link io.rivulet.api.processor}.
 */
@NullMarked
package io.rivulet.api;

import org.jspecify.annotations.NullMarked;
