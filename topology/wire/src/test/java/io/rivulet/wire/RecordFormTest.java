package io.rivulet.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFormTest {

    private static final RecordForm PLAIN = new RecordForm(true, "record", null, null);

    @ParameterizedTest
    @CsvSource({"order-17, /order-17", "eu/17, /eu/17", "'', /"})
    void shouldNameAStreamByAPlainKeyAndBack(String key, String path) {
        assertThat(PLAIN.path(key.getBytes(UTF_8))).isEqualTo(path.getBytes(UTF_8));
        assertThat(PLAIN.key(path.getBytes(UTF_8))).isEqualTo(key.getBytes(UTF_8));
        assertThat(PLAIN.partition(path.getBytes(UTF_8), 12)).isEqualTo(Partitions.of(key.getBytes(UTF_8), 12));
    }

    @Test
    void shouldCopyNothingWhereTheKeyIsThePath() {
        byte[] key = "/a".getBytes(UTF_8);

        assertThat(RecordForm.of("record").path(key)).isSameAs(key);
        assertThat(RecordForm.of("record").key(key)).isSameAs(key);
    }

    /** The envelope's own header, then the foreign one, then the member of the payload, then the default. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    ours | theirs | {"kind":"inside"}               | ours
                    ours | -      | {"kind":"inside"}               | ours
                    -    | theirs | {"kind":"inside"}               | theirs
                    -    | -      | {"x":{"kind":"no"},"kind":"in"} | in
                    -    | ''     | {"kind":"inside"}               | inside
                    -    | -      | {"kind":7}                      | record
                    -    | -      | {"kind":""}                     | record
                    -    | -      | {"other":"x"}                   | record
                    -    | -      | ["kind","x"]                    | record
                    -    | -      | {"x":[,                         | record
                    -    | -      | kind                            | record
                    -    | -      | ''                              | record
                    -    | -      | -                               | record
                    """)
    void shouldTakeTheTypeFromWhereItStands(String ours, String theirs, String payload, String type) {
        Envelope envelope = new Envelope(new RecordForm(false, "record", "event-type", "kind"));
        RecordHeaders headers = new RecordHeaders();
        if (theirs != null) {
            headers.add("event-type", theirs.getBytes(UTF_8));
        }
        if (ours != null) {
            headers.add("ce_type", ours.getBytes(UTF_8));
            headers.add("event-type", "late".getBytes(UTF_8));
        }

        Flaw flaw = envelope.read(headers, payload == null ? null : payload.getBytes(UTF_8));

        assertThat(flaw).isNull();
        assertThat(envelope.type().name()).isEqualTo(type);
    }

    @Test
    void shouldForgetTheTypeOfTheRecordBefore() {
        Envelope envelope = new Envelope(new RecordForm(false, "record", "event-type", "kind"));
        envelope.read(new RecordHeaders().add("ce_type", "a".getBytes(UTF_8)), null);

        envelope.read(new RecordHeaders(), "{\"kind\":\"b\"}".getBytes(UTF_8));

        assertThat(envelope.type().name()).isEqualTo("b");
    }
}
