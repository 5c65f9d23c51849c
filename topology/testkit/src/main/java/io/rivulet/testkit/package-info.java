/**
 * What the fold is tested with, without a broker and without a store.
 *
 * <p>Flow: <b>[log]</b> -> wire -> fold -> <b>[rows]</b>.
 *
 * <p>{@link io.rivulet.testkit.LogBuilder} writes a log, {@link io.rivulet.testkit.FoldRun} folds it into
 * {@link io.rivulet.testkit.MapRows}, {@link io.rivulet.testkit.RowDigest} sums them up. What they must be is said by the
 * {@linkplain io.rivulet.testkit.model model}, and {@link io.rivulet.testkit.Simulation} compares the two on random logs.
 */
@NullMarked
package io.rivulet.testkit;

import org.jspecify.annotations.NullMarked;
