/**
 * The way in for much: lines of events with their paths, streamed in, pipelined, with progress streamed out.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: import]</b>.
 */
@NullMarked
package io.rivulet.http.imports;

import org.jspecify.annotations.NullMarked;
