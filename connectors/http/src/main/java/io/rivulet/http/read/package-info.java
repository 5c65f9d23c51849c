/**
 * The way out: pages of events, mirror and feed, state and lists, rendered around bytes that stay as they are.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: read]</b>.
 */
@NullMarked
package io.rivulet.http.read;

import org.jspecify.annotations.NullMarked;
