/**
 * The program {@code rivulet}: a node, and the command line of a running one.
 *
 * <p>Flow: <b>[the whole of it wired]</b>: record -> wire -> fold -> store -> effects | queries -> http -> <b>[command line]</b>.
 *
 * <p>{@link io.rivulet.app.Rivulet} has two kinds of subcommands. Those of {@link io.rivulet.app.node} are a node: they wire
 * settings, broker, engine and HTTP together. All others are clients of a node and speak HTTP with it, as anybody could:
 * {@linkplain io.rivulet.app.client one request}, {@linkplain io.rivulet.app.tail a live tail}, {@linkplain io.rivulet.app.imports
 * a whole file or git history}. Those that hold the node against its log speak with {@linkplain io.rivulet.app.kafka Kafka} too:
 * {@linkplain io.rivulet.app.verify a second fold}, {@linkplain io.rivulet.app.bench a measurement}. For operators there are
 * {@linkplain io.rivulet.app.doctor what a node needs} and {@linkplain io.rivulet.app.status what a cluster does}.
 */
@NullMarked
package io.rivulet.app;

import org.jspecify.annotations.NullMarked;
