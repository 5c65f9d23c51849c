/**
 * The way in: event inputs read from JSON, their payloads sliced out byte for byte, appended, the verdict answered.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: append]</b>.
 */
@NullMarked
package io.rivulet.http.append;

import org.jspecify.annotations.NullMarked;
