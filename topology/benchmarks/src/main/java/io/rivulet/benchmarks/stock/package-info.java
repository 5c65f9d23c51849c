/**
 * The baseline: the same fold as a good Kafka Streams developer would write it, with what Kafka Streams brings.
 *
 * <p>Four persistent key-value stores with changelogs, the Processor API, byte arrays throughout, no payload parsed. It
 * does per record what Rivulet does: envelope, idempotency key, pause gate, expected offset, core state, mirror row in the
 * form in which it is served, feed row. What Rivulet does besides is left out, in the baseline's favour: batches, the
 * payloads of core events that only carry settings, and the list of quarantined records.
 */
@NullMarked
package io.rivulet.benchmarks.stock;

import org.jspecify.annotations.NullMarked;
