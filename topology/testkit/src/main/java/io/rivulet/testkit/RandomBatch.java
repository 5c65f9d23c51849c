package io.rivulet.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** A batch of records and what becomes of it on its way into the log. */
final class RandomBatch {

    private enum Fate {
        WHOLE,
        WHOLE_AGAIN,
        AMONG_OTHER_STREAMS,
        ALL_REPEATED,
        TORN,
        HOLE,
        STRAGGLING,
        INTERLEAVED,
        TWO_AT_ONCE,
        DELIVERED_TWICE,
        OUT_OF_ORDER,
        AT_ODDS_ON_SIZE,
        TOO_LARGE
    }

    private static final int TOO_MANY = 20_000;

    private final RandomLog log;
    private final RandomGenerator random;
    private final RandomStream stream;

    RandomBatch(RandomLog log, RandomGenerator random, RandomStream stream) {
        this.log = log;
        this.random = random;
        this.stream = stream;
    }

    void add() {
        Fate fate = RandomContents.oneOf(List.of(Fate.values()), random);
        int size = random.nextInt(1, 7);
        List<RecordBuilder> records = records(size, fate);
        int place = random.nextInt(size);
        switch (fate) {
            case AMONG_OTHER_STREAMS -> {
                for (RecordBuilder record : records) {
                    addAll(List.of(record));
                    disturb();
                }
            }
            case TORN -> addAll(records.subList(0, place));
            case HOLE -> {
                records.remove(place);
                addAll(records);
            }
            case STRAGGLING -> {
                addAll(records.subList(0, size - 1));
                log.single(random.nextBoolean() ? stream : log.stream());
                addAll(records.subList(size - 1, size));
            }
            case INTERLEAVED -> {
                addAll(records.subList(0, place));
                log.single(stream);
                addAll(records.subList(place, size));
            }
            case TWO_AT_ONCE -> {
                List<RecordBuilder> others = records(size, fate);
                for (int i = 0; i < size; i++) {
                    addAll(List.of(records.get(i), others.get(i)));
                }
            }
            case DELIVERED_TWICE -> {
                records.add(place, records.get(place));
                addAll(records);
            }
            case OUT_OF_ORDER -> {
                Collections.swap(records, place, random.nextInt(size));
                addAll(records);
            }
            default -> addAll(records);
        }
    }

    private List<RecordBuilder> records(int size, Fate fate) {
        String id = "b" + random.nextInt(1_000_000);
        int liar = random.nextInt(size);
        List<RecordBuilder> records = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            RecordBuilder record = fate == Fate.ALL_REPEATED ? log.repeated(stream) : log.event(stream, i);
            int said = fate == Fate.TOO_LARGE ? TOO_MANY : size;
            records.add(record.batch(id, fate == Fate.AT_ODDS_ON_SIZE && i == liar ? said + 1 : said, i));
        }
        return records;
    }

    private void disturb() {
        RandomStream other = log.stream();
        if (random.nextBoolean()) {
            log.junk();
        } else if (other != stream) {
            log.single(other);
        }
    }

    private void addAll(List<RecordBuilder> records) {
        records.forEach(record -> log.add(stream, record));
    }
}
