/**
 * How an event lies in a Kafka record: CloudEvents 1.0, Kafka binding, binary mode, so that any Kafka client takes part.
 *
 * <p>Flow: record -> <b>[wire]</b> -> fold -> store -> effects | queries -> http.
 */
@NullMarked
package io.rivulet.wire;

import org.jspecify.annotations.NullMarked;
