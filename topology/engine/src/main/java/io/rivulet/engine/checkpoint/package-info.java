/**
 * How far the effects of processors and outbound subscribers have come: the one thing that the log does not tell.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[effects: checkpoints]</b> | queries -> http.
 *
 * <p>{@link io.rivulet.engine.checkpoint.Checkpoint} is a row, {@link io.rivulet.engine.checkpoint.CheckpointTable} the rows
 * of one partition while this node owns it, {@link io.rivulet.engine.checkpoint.Checkpoints} those of a namespace.
 */
@NullMarked
package io.rivulet.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
