/** Counts inputs and answers each: the smallest processor with a state and an effect (PR-60). */
@NullMarked
package io.rivulet.processors.echo;

import org.jspecify.annotations.NullMarked;
