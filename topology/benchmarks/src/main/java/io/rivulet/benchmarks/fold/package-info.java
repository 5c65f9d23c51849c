/**
 * Folds under test, side by side.
 *
 * <p>A {@link io.rivulet.benchmarks.fold.Subject} is a Kafka Streams application that folds a topic: the stock one, and
 * Rivulet's. {@link io.rivulet.benchmarks.fold.SubjectRun} starts one on one thread, waits for it and stops it;
 * {@link io.rivulet.benchmarks.broker.Cluster} is the Kafka that they share.
 */
@NullMarked
package io.rivulet.benchmarks.fold;

import org.jspecify.annotations.NullMarked;
