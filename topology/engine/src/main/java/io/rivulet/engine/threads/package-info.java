/** Names for the node's own threads. Used by effects and wiring; no part of an event's way. */
@NullMarked
package io.rivulet.engine.threads;

import org.jspecify.annotations.NullMarked;
