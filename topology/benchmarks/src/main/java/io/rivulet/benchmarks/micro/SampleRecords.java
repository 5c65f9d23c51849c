package io.rivulet.benchmarks.micro;

import io.rivulet.benchmarks.workload.EventRecords;
import io.rivulet.benchmarks.workload.StreamChoice;
import io.rivulet.benchmarks.workload.SyntheticWorkload;
import io.rivulet.benchmarks.workload.WorkloadEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of a log without end: some thousand different ones again and again, at rising offsets. Their headers are decoded
 * already, which in life the first reader pays.
 */
final class SampleRecords {

    private static final int DIFFERENT = 1 << 13;
    private static final int STREAMS = 1_000;

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(DIFFERENT);
    private long offset;

    SampleRecords(int payloadBytes) {
        for (WorkloadEvent event : new SyntheticWorkload(DIFFERENT, payloadBytes, StreamChoice.uniform(STREAMS))) {
            records.add(EventRecords.toRecord("events", records.size(), event));
        }
    }

    ConsumerRecord<byte[], byte[]> next() {
        long at = offset++;
        return EventRecords.consumed(records.get((int) (at & DIFFERENT - 1)), at);
    }
}
