/**
 * Measures a running node against bare Kafka, on the same brokers and in the same run.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[command line]</b>, timed from outside.
 *
 * <p>{@link io.rivulet.app.bench.BenchCommand} makes a {@link io.rivulet.app.bench.BenchPlan}. {@link
 * io.rivulet.app.bench.AppendBench} has {@linkplain io.rivulet.app.bench.Lane lanes} to the node and lanes to Kafka append in
 * alternating rounds; {@link io.rivulet.app.bench.ReadBench} has {@linkplain io.rivulet.app.bench.Reading readings} of one stream
 * take turns; {@link io.rivulet.app.bench.BenchReport} tells. What is measured is a closed loop: a lane appends the next event
 * when the last is answered.
 */
@NullMarked
package io.rivulet.app.bench;

import org.jspecify.annotations.NullMarked;
