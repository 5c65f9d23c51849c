/**
 * JSON text at the level of bytes: written around what is copied as it is, read with slices of what must stay as it is.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: json]</b>.
 */
@NullMarked
package io.rivulet.http.json;

import org.jspecify.annotations.NullMarked;
