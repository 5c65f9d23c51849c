/**
 * The meaning of the log: a pure, deterministic function from records to rows and verdicts.
 *
 * <p>Flow: record -> wire -> <b>[fold]</b> -> store -> effects | queries -> http.
 *
 * <p>{@link io.rivulet.engine.fold.Fold} takes one record after another and works on {@link io.rivulet.engine.fold.Rows}. It has no clock, no
 * chance and no I/O, and sees neither Kafka Streams nor RocksDB. What it derives from old records is versioned: raise
 * {@link io.rivulet.engine.fold.Fold#VERSION} whenever that changes (CS-35).
 */
@NullMarked
package io.rivulet.engine.fold;

import org.jspecify.annotations.NullMarked;
