/**
 * The Kafka Streams application of a namespace: source, fold with its store, effects.
 *
 * <p>Flow: <b>[record -> wire -> fold -> store -> effects]</b> | queries -> http.
 */
@NullMarked
package io.rivulet.engine.streams;

import org.jspecify.annotations.NullMarked;
