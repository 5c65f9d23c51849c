package io.rivulet.benchmarks.micro;

import io.rivulet.api.CoreEvents;
import io.rivulet.benchmarks.workload.EventRecords;
import io.rivulet.benchmarks.workload.StreamChoice;
import io.rivulet.benchmarks.workload.SyntheticWorkload;
import io.rivulet.benchmarks.workload.WorkloadEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of a log without end, at rising offsets: the first of every stream once, then some thousand others again and
 * again. Their headers are decoded already, which in life the first reader pays.
 */
final class SampleRecords {

    private static final int EVENTS = 1 << 13;
    private static final int STREAMS = 1_000;

    private final List<ProducerRecord<byte[], byte[]>> first = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> others = new ArrayList<>();
    private long offset;
    private int at;

    SampleRecords(int payloadBytes) {
        int number = 0;
        for (WorkloadEvent event : new SyntheticWorkload(EVENTS, payloadBytes, StreamChoice.uniform(STREAMS))) {
            ProducerRecord<byte[], byte[]> produced = EventRecords.toRecord("events", number++, event);
            (event.type().equals(CoreEvents.CREATED) ? first : others).add(produced);
        }
    }

    ConsumerRecord<byte[], byte[]> next() {
        if (offset < first.size()) {
            return EventRecords.consumed(first.get((int) offset), offset++);
        }
        at = at + 1 == others.size() ? 0 : at + 1;
        return EventRecords.consumed(others.get(at), offset++);
    }
}
