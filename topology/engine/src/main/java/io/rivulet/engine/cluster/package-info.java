/**
 * Which partitions this node serves.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[who owns it]</b> -> effects | queries -> http.
 */
@NullMarked
package io.rivulet.engine.cluster;

import org.jspecify.annotations.NullMarked;
