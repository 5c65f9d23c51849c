/**
 * Processors and outbound subscribers of a stream over HTTP: how each does.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http]</b>.
 */
@NullMarked
package io.rivulet.http.processors;

import org.jspecify.annotations.NullMarked;
