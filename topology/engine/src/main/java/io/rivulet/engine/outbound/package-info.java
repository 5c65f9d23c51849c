/**
 * Events that leave: what takes whole streams, in order and at least once, and where that is another system. The ways out
 * themselves are elsewhere: a topic in {@link io.rivulet.engine.outbound.Outlet}.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[effects: lanes -> outlets]</b> | queries -> http.
 */
@NullMarked
package io.rivulet.engine.outbound;

import org.jspecify.annotations.NullMarked;
