/**
 * A crowd of subscribers of nodes that run in processes of their own: tails over SSE, and WebSockets with many subscriptions each.
 * Every one checks that each event of its stream comes once and in order, and can stop taking any.
 */
@NullMarked
package io.rivulet.app.crowd;

import org.jspecify.annotations.NullMarked;
