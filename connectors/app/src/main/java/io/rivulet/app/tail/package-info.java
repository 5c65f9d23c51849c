/**
 * {@code rivulet tail}: a stream's events as they come, over Server-Sent Events.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[command line: tail]</b>.
 *
 * <p>{@link io.rivulet.app.tail.TailSession} hands the events of a {@linkplain io.rivulet.client.subscription.Subscription subscription}
 * of the Java client to the command that prints them.
 */
@NullMarked
package io.rivulet.app.tail;

import org.jspecify.annotations.NullMarked;
