/**
 * Appends on their way between two nodes: one request that stays open, calls in its body, replies in its answer.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http: cluster -> <b>[http: channel]</b> -> append.
 */
@NullMarked
package io.rivulet.http.channel;

import org.jspecify.annotations.NullMarked;
