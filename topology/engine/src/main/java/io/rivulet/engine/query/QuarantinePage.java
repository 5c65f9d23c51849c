package io.rivulet.engine.query;

import java.util.List;
import java.util.Map;

/**
 * A page of the records that are no events.
 *
 * @param records of each partition the newest first, and of the partitions' next ones the newest first
 * @param next by partition, the offset below which to go on; a partition that is not there has no more
 */
public record QuarantinePage(List<QuarantinedRecord> records, Map<Integer, Long> next) {

    /** Where a list begins: below every offset. */
    public static final long FROM_THE_NEWEST = Long.MAX_VALUE;

    public QuarantinePage {
        records = List.copyOf(records);
        next = Map.copyOf(next);
    }
}
