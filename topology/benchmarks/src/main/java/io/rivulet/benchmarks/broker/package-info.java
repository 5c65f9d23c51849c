/** A Kafka broker in a process of its own, so that what is measured shares neither heap nor garbage with it. */
@NullMarked
package io.rivulet.benchmarks.broker;

import org.jspecify.annotations.NullMarked;
