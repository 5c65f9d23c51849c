package io.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rivulet.api.CoreEvents;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.wire.RecordForm;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A log that careless, unlucky and hostile writers have left in a partition. The same random numbers give the same log. */
final class RandomLog {

    private static final RecordForm OURS = RecordForm.of("record");

    private final RandomGenerator random;
    private final FoldSettings settings;
    private final LogBuilder log = new LogBuilder();
    private final List<RandomStream> streams = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();

    /** In such a log nearly all events are of one type. */
    private final boolean isMonotonous;

    /** In such a log types change with nearly every event. */
    private final boolean isRestless;

    private RandomLog(RandomGenerator random, FoldSettings settings, int partition) {
        this.random = random;
        this.settings = settings;
        isMonotonous = isOneIn(6);
        isRestless = !isMonotonous && isOneIn(6);
        int most = isLong() ? 2 : 8;
        for (int i = 0; streams.size() < most || strangers.isEmpty(); i++) {
            String path = i == 0 ? "/" : "/Größe/s." + i;
            if (settings.partitionOf(path.getBytes(UTF_8)) == partition) {
                streams.add(new RandomStream(path, "favourite." + i));
            } else {
                strangers.add(path);
            }
        }
    }

    static List<ConsumerRecord<byte[], byte[]>> of(RandomGenerator random, FoldSettings settings, int partition) {
        RandomLog made = new RandomLog(random, settings, partition);
        int size = made.isLong() ? random.nextInt(600, 1000) : random.nextInt(40, 400);
        while (made.log.records().size() < size) {
            made.next();
        }
        return made.log.records();
    }

    private void next() {
        if (isOneIn(20)) {
            junk();
        } else if (isOneIn(30)) {
            log.skip(random.nextInt(1, 4));
        } else if (isOneIn(50)) {
            log.time(LogBuilder.START - random.nextLong(100_000_000));
        } else if (isOneIn(isLong() ? 40 : 4)) {
            new RandomBatch(this, random, stream()).add();
        } else {
            single(stream());
        }
    }

    /** Begins a record of the stream at a path, keyed as the topic's records are. */
    private RecordBuilder at(String path) {
        return log.at(path).recordKey(settings.form().key(path.getBytes(UTF_8)));
    }

    RandomStream stream() {
        return RandomContents.oneOf(streams, random);
    }

    void single(RandomStream stream) {
        add(stream, event(stream, 0));
    }

    void add(RandomStream stream, RecordBuilder record) {
        long offset = log.nextOffset();
        long time = log.nextTime();
        stream.head = offset;
        record.add();
        if (stream.hasEnded) {
            stream.begin();
        } else if (stream.life.isEmpty()) {
            stream.life = Long.toString(offset, 36) + "-" + Long.toString(time, 36);
        }
    }

    /** Adds a record that is none of a stream's. */
    void junk() {
        RecordBuilder record =
                switch (random.nextInt(5)) {
                    case 0 -> log.unkeyed();
                    case 1 -> log.at(RandomContents.oneOf(List.of("", "a", "/a/", "/a//b", "/./a", "/a\nb"), random));
                    case 2 -> at(RandomContents.oneOf(strangers, random));
                    case 3 -> at(stream().path).payload("7".repeat(settings.maxEventBytes() + 1));
                    default -> RandomContents.withBrokenHeader(at(stream().path), random);
                };
        record.add();
    }

    /**
     * An event that is not yet added.
     *
     * @param ahead how many records the writer will add before it
     */
    RecordBuilder event(RandomStream stream, int ahead) {
        RecordBuilder record = at(stream.path);
        contents(stream, record);
        if (!settings.form().equals(OURS) && isOneIn(2)) {
            RandomForm.describe(record, settings.form(), random);
        }
        long believed = ahead == 0 ? stream.head : log.nextOffset() + ahead - 1;
        if (!isOneIn(3)) {
            key(stream, record, believed);
        } else if (isOneIn(3)) {
            record.expectedOffset(isOneIn(3) ? wrongOffset() : believed);
        }
        return isOneIn(8) ? RandomContents.withOddHeader(record, random) : record;
    }

    private void contents(RandomStream stream, RecordBuilder record) {
        if (stream.isPaused && isOneIn(3)) {
            stream.isPaused = false;
            record.type(CoreEvents.RESUMED);
        } else if (isOneIn(isLong() ? 400 : 25)) {
            RandomContents.asReset(record, stream.life, random);
            stream.hasEnded = true;
        } else if (isMonotonous && !isOneIn(200)) {
            record.type(stream.favouriteType);
        } else if (isRestless && !isOneIn(50)) {
            record.type("r" + random.nextInt(2));
        } else if (stream.head < 0 && isOneIn(2)) {
            record.type(CoreEvents.CREATED).payload("{\"namespace\":\"n\",\"path\":\"" + stream.path + "\"}");
        } else if (isOneIn(4)) {
            String type = isOneIn(15) ? CoreEvents.CREATED : RandomContents.coreType(random);
            stream.isPaused |= type.equals(CoreEvents.PAUSED);
            RandomContents.asCore(record, type, random);
        } else if (!isOneIn(settings.form().equals(OURS) ? 10 : 2)) {
            record.type(isOneIn(2) ? stream.favouriteType : "t" + random.nextInt(isOneIn(4) ? 12 : 3));
            RandomContents.withPayload(record, random);
        }
    }

    private void key(RandomStream stream, RecordBuilder record, long believed) {
        boolean isOld = stream.hasKeys() && isOneIn(isLong() ? 20 : 3);
        String key = isOld ? stream.oldKey(random) : stream.newKey(believed);
        record.key(isOneIn(10) ? " " + key + "\t" : key);
        if (isOneIn(4)) {
            record.expectedOffset(isOneIn(4) ? wrongOffset() : stream.headBefore(key));
        }
    }

    /** Makes a duplicate of an event, if there is one. */
    RecordBuilder repeated(RandomStream stream) {
        RecordBuilder record = at(stream.path).type("repeated");
        return stream.hasKeys() ? record.key(stream.oldKey(random)) : record;
    }

    private long wrongOffset() {
        return switch (random.nextInt(3)) {
            case 0 -> -1;
            case 1 -> Long.MAX_VALUE;
            default -> random.nextLong(log.nextOffset() + 1);
        };
    }

    /** Logs of few streams, long enough for what fills up only slowly. */
    private boolean isLong() {
        return isMonotonous || isRestless;
    }

    private boolean isOneIn(int chances) {
        return random.nextInt(chances) == 0;
    }
}
