package io.rivulet.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The log of one partition in the making. Gives each record its offset and, a second after the last, its time. */
public final class LogBuilder {

    static final long START = 1_700_000_000_000L;

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long nextOffset;
    private long nextTime = START;

    /** Begins a record of the stream at a path; {@link RecordBuilder#add} adds it. */
    public RecordBuilder at(String path) {
        return new RecordBuilder(this, path);
    }

    /** Begins a record with any key, or none. */
    public RecordBuilder unkeyed() {
        return new RecordBuilder(this, null);
    }

    /** Leaves out offsets, as transaction markers do. */
    public LogBuilder skip(int offsets) {
        nextOffset += offsets;
        return this;
    }

    /** The next record's time, milliseconds since the epoch. */
    public LogBuilder time(long millis) {
        nextTime = millis;
        return this;
    }

    /** The offset that the next record gets. */
    public long nextOffset() {
        return nextOffset;
    }

    long nextTime() {
        return nextTime;
    }

    /** The log so far. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return Collections.unmodifiableList(records);
    }

    LogBuilder add(RecordBuilder record) {
        records.add(record.build(nextOffset, nextTime));
        nextOffset++;
        nextTime += 1000;
        return this;
    }
}
