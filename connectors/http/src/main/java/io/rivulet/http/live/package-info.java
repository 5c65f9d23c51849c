/**
 * The way in and out on one WebSocket: many subscriptions, of streams of any owner, and appends.
 *
 * <p>Flow: <b>[http: live]</b> -> append -> record -> wire -> fold -> store -> effects | queries -> <b>[http: live]</b>.
 *
 * <p>A {@link io.rivulet.http.live.LiveConnection} reads messages and hands each to a {@link
 * io.rivulet.http.live.LiveSubscription} or an append. What goes out goes through its {@link io.rivulet.http.live.Turns}: a
 * batch is read only when the socket has taken the ones before.
 */
@NullMarked
package io.rivulet.http.live;

import org.jspecify.annotations.NullMarked;
