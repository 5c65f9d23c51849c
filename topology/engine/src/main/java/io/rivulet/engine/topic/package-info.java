/**
 * What a topic must be like to hold a namespace.
 *
 * <p>Flow: <b>[topic]</b> -> record -> wire -> fold -> store -> effects | queries -> http. Facts of a topic in, faults with their remedy
 * out; a node asks before it serves, and whoever checks a cluster asks the same.
 */
@NullMarked
package io.rivulet.engine.topic;

import org.jspecify.annotations.NullMarked;
