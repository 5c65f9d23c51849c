/**
 * A Kafka broker inside this JVM: what {@code rivulet dev}, tests and benchmarks run on when there is no cluster.
 *
 * <p>Flow: <b>[log]</b> -> record -> wire -> fold -> store -> effects | queries -> http. This package only keeps the log; whoever appends
 * or folds reaches it through {@link io.rivulet.broker.EmbeddedBroker#bootstrapServers()}, as any Kafka client reaches any broker.
 *
 * <p>{@link io.rivulet.broker.EmbeddedBroker} starts and stops it, {@link io.rivulet.broker.BrokerMain} gives it a process of its own. It is
 * for one machine: alone with one replica of everything, or a few of them as a {@link io.rivulet.broker.BrokerCluster}.
 */
@NullMarked
package io.rivulet.broker;

import org.jspecify.annotations.NullMarked;
