package io.rivulet.kafka;

import io.rivulet.api.EventInput.Source;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.wire.Flaw;
import io.rivulet.wire.RecordWriter.BatchPosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a record of a namespace's topic is, as far as it shows by itself. */
public sealed interface ReadRecord {

    int partition();

    long offset();

    /**
     * An event that somebody offered. Whether it was accepted does not show here: the fold decides it from what came before.
     *
     * @param createdAt the record's timestamp
     * @param payload null for none
     * @param metadata a JSON object as text, or null
     * @param expectedOffset -1 for a stream that must not exist, null for no precondition
     * @param id what the writer calls the record, or null
     * @param batch its place in a batch, or null
     */
    record Offered(
            int partition,
            long offset,
            Instant createdAt,
            StreamPath path,
            String type,
            @Nullable Payload payload,
            @Nullable String metadata,
            @Nullable Source source,
            @Nullable String idempotencyKey,
            @Nullable Long expectedOffset,
            @Nullable String id,
            @Nullable BatchPosition batch)
            implements ReadRecord {}

    /** No event: the fold quarantines it. */
    record Flawed(int partition, long offset, Flaw flaw) implements ReadRecord {}
}
