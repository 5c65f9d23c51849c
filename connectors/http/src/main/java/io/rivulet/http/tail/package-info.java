/**
 * The way out, live: server-sent events that a slow reader pays for with a cursor and not with a buffer.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: tail]</b>.
 */
@NullMarked
package io.rivulet.http.tail;

import org.jspecify.annotations.NullMarked;
