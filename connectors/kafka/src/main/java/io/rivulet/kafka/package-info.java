/**
 * Streams for programs that have Kafka clients of their own: events laid into records, and records read as what they offer.
 *
 * <p>Flow: <b>[producer]</b> -> record -> wire -> fold -> store -> effects | queries -> http; and record -> <b>[consumer]</b>.
 *
 * <p>What a record comes to is decided by the fold alone, from the log before it: {@link io.rivulet.kafka.StreamProducer} learns that a
 * record was written, not that it was accepted, and {@link io.rivulet.kafka.RecordReader} tells what a record offers, be it accepted, a
 * duplicate or refused. Who needs the verdict asks a node, as the Java client over HTTP does.
 */
@NullMarked
package io.rivulet.kafka;

import org.jspecify.annotations.NullMarked;
