package io.rivulet.app.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A foreign producer that writes to a stream whatever it likes: single records, batches, torn ones, two at a time. */
final class Interloper implements Runnable {

    private static final int LARGEST_BATCH = 5;

    private final Topic topic;
    private final String path;
    private final Random random;
    private volatile boolean isStopped;
    private int written;

    Interloper(Topic topic, String path, Random random) {
        this.topic = topic;
        this.path = path;
        this.random = random;
    }

    /** It stops after what it is just writing. */
    void stop() {
        isStopped = true;
    }

    @Override
    public void run() {
        while (!isStopped) {
            List<ProducerRecord<byte[], byte[]>> records = next();
            records.subList(0, records.size() - 1).forEach(record -> {
                var unused = topic.send(record);
            });
            topic.put(records.get(records.size() - 1));
        }
    }

    private List<ProducerRecord<byte[], byte[]>> next() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of(single());
            case 1 -> batch();
            case 2 -> torn();
            default -> interleaved();
        };
    }

    private ProducerRecord<byte[], byte[]> single() {
        return topic.record(path, "{\"foreign\":" + written++ + "}");
    }

    private List<ProducerRecord<byte[], byte[]>> batch() {
        String id = "foreign-" + written++;
        int size = 2 + random.nextInt(LARGEST_BATCH - 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            records.add(topic.record(
                    path,
                    "{\"foreign\":" + written++ + "}",
                    "ce_batchid",
                    id,
                    "ce_batchsize",
                    Integer.toString(size),
                    "ce_batchindex",
                    Integer.toString(i)));
        }
        return records;
    }

    /** A batch that lacks one of its records: the first, the last, or one between. */
    private List<ProducerRecord<byte[], byte[]>> torn() {
        List<ProducerRecord<byte[], byte[]>> records = batch();
        records.remove(random.nextInt(records.size()));
        return records;
    }

    /** Two batches, their records shuffled into each other. */
    private List<ProducerRecord<byte[], byte[]>> interleaved() {
        List<ProducerRecord<byte[], byte[]>> left = batch();
        List<ProducerRecord<byte[], byte[]>> right = batch();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (!left.isEmpty() || !right.isEmpty()) {
            boolean isLeft = right.isEmpty() || (!left.isEmpty() && random.nextBoolean());
            records.add((isLeft ? left : right).remove(0));
        }
        return records;
    }
}
