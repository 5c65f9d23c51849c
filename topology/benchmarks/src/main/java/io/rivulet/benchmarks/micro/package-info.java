/** The steps of a fold by themselves, measured by JMH. Its classes are JMH's states: public, open and not final. */
@NullMarked
package io.rivulet.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
