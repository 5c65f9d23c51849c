/** How anything is measured: an experiment, in rounds, in a folder that goes away. */
@NullMarked
package io.rivulet.benchmarks.rounds;

import org.jspecify.annotations.NullMarked;
