/** What the feed costs: one stream, folded without Kafka, with and without a store. */
@NullMarked
package io.rivulet.benchmarks.feed;

import org.jspecify.annotations.NullMarked;
