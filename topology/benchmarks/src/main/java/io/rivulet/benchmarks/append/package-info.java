/**
 * Appends, one at a time for each caller, to a node in this JVM and, beside it, to the topic alone.
 *
 * <p>A {@link io.rivulet.benchmarks.append.Writer} writes one event and waits; {@link io.rivulet.benchmarks.append.Callers}
 * do so at the same time and take the time of each.
 */
@NullMarked
package io.rivulet.benchmarks.append;

import org.jspecify.annotations.NullMarked;
