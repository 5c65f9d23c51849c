/**
 * Pauses a stream into which events pour faster than they should (CB-1 to CB-11).
 *
 * <p>{@link io.rivulet.processors.breaker.Bucket} is the arithmetic, {@link io.rivulet.processors.breaker.CircuitBreakerFactory} says
 * which event does what to it.
 */
@NullMarked
package io.rivulet.processors.breaker;

import org.jspecify.annotations.NullMarked;
