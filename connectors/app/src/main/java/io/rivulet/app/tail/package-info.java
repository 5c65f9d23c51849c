/**
 * {@code rivulet tail}: a stream's events as they come, over Server-Sent Events.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[command line: tail]</b>.
 *
 * <p>{@link io.rivulet.app.tail.TailSession} connects, reads batches and connects again, for ever, waiting as
 * {@link io.rivulet.app.retry.BackOff} says; {@link io.rivulet.app.tail.TailCursor} knows how far it has come and notices what is missing.
 */
@NullMarked
package io.rivulet.app.tail;

import org.jspecify.annotations.NullMarked;
