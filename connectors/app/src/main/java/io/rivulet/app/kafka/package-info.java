/**
 * How commands that look at the log itself reach Kafka.
 *
 * <p>Flow: <b>[record]</b> -> wire -> fold -> store -> effects | queries -> http -> <b>[command line]</b>.
 */
@NullMarked
package io.rivulet.app.kafka;

import org.jspecify.annotations.NullMarked;
