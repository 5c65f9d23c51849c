/**
 * What a cluster is doing: who owns which partition, who stands by, how far a restore has come.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[command line]</b>.
 *
 * <p>{@link io.rivulet.app.status.ClusterView} is the answer of {@code GET /v1/cluster}, turned from nodes with partitions into
 * partitions with nodes.
 */
@NullMarked
package io.rivulet.app.status;

import org.jspecify.annotations.NullMarked;
