/**
 * The proof under faults: many clients append, read and tail over HTTP while processes are killed, paused and cut off, all that
 * they see is written down, and the {@linkplain io.rivulet.testkit.history.judge judge} says whether it can have been so. What
 * it shows stands in {@code docs/proofs.md}.
 *
 * <p>Flow: <b>[record -> wire -> fold -> store -> queries -> http]</b> -> history -> judge.
 *
 * <p>{@link io.rivulet.app.faults.Load} runs {@link io.rivulet.app.faults.LoadClient}s and {@link
 * io.rivulet.app.faults.TailClient}s, which call through {@link io.rivulet.app.faults.RecordedCalls}; {@link
 * io.rivulet.app.faults.Nemesis} does {@link io.rivulet.app.faults.Fault}s to a {@link
 * io.rivulet.app.faults.FaultyCluster}. {@link io.rivulet.app.faults.LyingProxy} is what the judge must not believe.
 */
@NullMarked
package io.rivulet.app.faults;

import org.jspecify.annotations.NullMarked;
