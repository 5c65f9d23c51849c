package io.rivulet.testkit;

import io.rivulet.wire.RecordForm;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the producers of a topic say what their records are about: most seeds have a topic of Rivulet's own, each fourth one a topic of others
 * that was adopted. It takes no chance, so that all other seeds have the logs that they would have without it.
 */
final class RandomForm {

    private static final String HEADER = "x-kind";
    private static final String FIELD = "kind";

    private static final List<RecordForm> ADOPTED = List.of(
            new RecordForm(true, "thing", null, null),
            new RecordForm(false, "thing", HEADER, null),
            new RecordForm(false, "record", null, FIELD),
            new RecordForm(true, "record", HEADER, FIELD));

    private static final List<String> NAMES =
            List.of("t0", "t1", "favourite.1", "Größe", " ", "", "io.rivulet.stream.unknown", "x".repeat(4097));

    private static final List<String> BESIDE = List.of("", ",\"n\":1.50", ",\"in\":{\"kind\":\"t2\"}", ",\"l\":[{}]");

    private RandomForm() {}

    static RecordForm of(long seed) {
        return seed % 4 == 3 ? ADOPTED.get((int) (seed / 4 % ADOPTED.size())) : RecordForm.of("record");
    }

    /** Says the type of a record as the topic's producers do, where they do; the record may say it as we do as well. */
    static void describe(RecordBuilder record, RecordForm form, RandomGenerator random) {
        if (form.typeHeader() != null && random.nextInt(2) == 0) {
            record.header(form.typeHeader(), name(random));
            if (random.nextInt(6) == 0) {
                record.header(form.typeHeader(), new byte[] {(byte) 0xC3});
            }
        }
        if (form.typeField() != null && random.nextInt(2) == 0) {
            record.payload(
                    switch (random.nextInt(6)) {
                        case 0 -> "{\"" + form.typeField() + "\":7}";
                        case 1 -> "[{\"" + form.typeField() + "\":\"t1\"}]";
                        default ->
                            "{\"" + form.typeField() + "\":\"" + name(random) + "\""
                                    + RandomContents.oneOf(BESIDE, random) + "}";
                    });
        }
    }

    /** Some of them are core types, which mean what they always mean. */
    private static String name(RandomGenerator random) {
        return random.nextInt(8) == 0 ? RandomContents.coreType(random) : RandomContents.oneOf(NAMES, random);
    }
}
