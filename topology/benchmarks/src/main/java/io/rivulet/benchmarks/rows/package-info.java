/** Rows that count: a fold without a store. */
@NullMarked
package io.rivulet.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
