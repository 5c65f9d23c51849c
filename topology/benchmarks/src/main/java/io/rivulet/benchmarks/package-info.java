/**
 * What Rivulet costs, measured beside its baselines: the command line.
 *
 * <p>Each subcommand of {@link io.rivulet.benchmarks.Main} asks one question, runs its baseline in the same run and in
 * alternating rounds, and reports the median of each round's ratio. From the bottom up: {@code workload} makes the events,
 * {@code broker} runs Kafka in a process of its own, {@code stock} is the baseline that a good Kafka Streams developer
 * would write, {@code fold} puts the folds under test side by side, {@code append}, {@code feed} and {@code micro} look at one
 * thing each, {@code rounds} repeats, {@code report} prints.
 */
@NullMarked
package io.rivulet.benchmarks;

import org.jspecify.annotations.NullMarked;
