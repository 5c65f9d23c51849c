package io.rivulet.engine.query;

/**
 * A record of the topic that is no event: counted, kept visible, skipped.
 *
 * @param timestamp of the record, milliseconds since the epoch
 * @param reason stable name of what is wrong with it
 * @param detail one sentence
 */
public record QuarantinedRecord(int partition, long offset, long timestamp, String reason, String detail) {}
