/**
 * One node among others: finds the owner of what a request is about, here or elsewhere, and brings its answer.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: cluster]</b> -> append, read, tail, import.
 *
 * <p>A request is sent on once at the most. What it meets on the way (the owner has moved, is restoring, is gone) is looked
 * at again until the request's time is over, since a rebalance is a matter of moments.
 */
@NullMarked
package io.rivulet.http.cluster;

import org.jspecify.annotations.NullMarked;
