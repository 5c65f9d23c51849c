package io.rivulet.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What the public rules of batches make of the records of one stream: a batch is an event for each of its records when they
 * lie in the log in order with nothing of the stream between them, and nothing otherwise; any other record is an event.
 */
final class BatchRules {

    private final List<Long> accepted = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> held = new ArrayList<>();
    private int broken;

    /** Judges the records of a stream in the order of its log. */
    BatchRules(List<ConsumerRecord<byte[], byte[]>> log) {
        log.forEach(this::judge);
    }

    /** The offsets of the events. */
    List<Long> accepted() {
        return accepted;
    }

    /** How many batches were begun and came to nothing since another record came. */
    int broken() {
        return broken;
    }

    private void judge(ConsumerRecord<byte[], byte[]> record) {
        String batch = header(record, "ce_batchid");
        if (batch == null) {
            dropHeld();
            accepted.add(record.offset());
            return;
        }
        int index = Integer.parseInt(header(record, "ce_batchindex"));
        boolean goesOn = !held.isEmpty() && index == held.size() && batch.equals(header(held.get(0), "ce_batchid"));
        if (!goesOn) {
            dropHeld();
        }
        if (goesOn || index == 0) {
            held.add(record);
        }
        if (held.size() == Integer.parseInt(header(record, "ce_batchsize"))) {
            held.forEach(event -> accepted.add(event.offset()));
            held.clear();
        }
    }

    private void dropHeld() {
        broken += held.isEmpty() ? 0 : 1;
        held.clear();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
