/**
 * The way out: questions to the store and their answers, all of them values.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | <b>[queries]</b> -> http.
 */
@NullMarked
package io.rivulet.engine.query;

import org.jspecify.annotations.NullMarked;
