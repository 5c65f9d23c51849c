/**
 * How a processor is found, checked and run on one stream, without Kafka.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[processor]</b> -> effects.
 *
 * <p>{@link io.rivulet.plugins.loading} finds the factories in {@code plugin.path}; {@link io.rivulet.plugins.contract} checks
 * what they promise; {@link io.rivulet.plugins.ingest} takes batches of a stream's events. The host in the engine and the
 * testkit of plugin authors run this same code.
 */
@NullMarked
package io.rivulet.plugins;

import org.jspecify.annotations.NullMarked;
