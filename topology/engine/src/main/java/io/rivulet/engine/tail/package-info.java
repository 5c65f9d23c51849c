/**
 * Live tails: a cursor and a pump each, woken by the fold, reading the mirror.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[effects: tails]</b> | queries -> http.
 */
@NullMarked
package io.rivulet.engine.tail;

import org.jspecify.annotations.NullMarked;
