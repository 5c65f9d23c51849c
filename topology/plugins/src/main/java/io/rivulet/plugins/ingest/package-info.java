/**
 * Batches of a stream's events to states, checkpoints and effects.
 *
 * <p>Flow: mirror -> host -> <b>[ingest]</b> -> effects.
 *
 * <p>{@link io.rivulet.plugins.ingest.ProcessorRun} is one processor on one stream. {@link io.rivulet.plugins.ingest.Ingest} is
 * what it does with a batch: skip, check, reduce, call the hook, wait for blocking work (PR-14 to PR-19). The host brings
 * what these need of the world: {@link io.rivulet.plugins.ingest.RunStorage} and
 * {@link io.rivulet.plugins.ingest.EffectHost}.
 */
@NullMarked
package io.rivulet.plugins.ingest;

import org.jspecify.annotations.NullMarked;
