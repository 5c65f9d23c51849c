/**
 * The events that are measured: made from a seed or read from a file, the same at every run, and laid into records as any
 * producer that speaks CloudEvents would.
 */
@NullMarked
package io.rivulet.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
