package io.rivulet.engine.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EV-3; ISO-8601 wants a sign on years of more than four digits. */
class IsoTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "1, 1970-01-01T00:00:00.001Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "-1000, 1969-12-31T23:59:59.000Z",
        "1700000000120, 2023-11-14T22:13:20.120Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "253402300800000, +10000-01-01T00:00:00.000Z",
        "-62135596800001, 0000-12-31T23:59:59.999Z",
        "-62167219200001, -0001-12-31T23:59:59.999Z",
        "9223372036854775807, +292278994-08-17T07:12:55.807Z",
        "-9223372036854775808, -292275055-05-16T16:47:04.192Z"
    })
    void shouldWriteAnyTime(long millis, String text) {
        Bytes out = new Bytes(1);

        Iso.putQuoted(out, millis);

        assertThat(new String(out.toArray(), UTF_8)).isEqualTo('"' + text + '"');
    }

    @Test
    void shouldRememberNoMoreThanTheSecond() {
        Iso iso = new Iso();
        Bytes out = new Bytes(1);

        iso.put(out, 1999);
        iso.put(out, 1001);
        iso.put(out, 2000);
        iso.put(out, -1);

        assertThat(new String(out.toArray(), UTF_8))
                .isEqualTo("\"1970-01-01T00:00:01.999Z\"\"1970-01-01T00:00:01.001Z\""
                        + "\"1970-01-01T00:00:02.000Z\"\"1969-12-31T23:59:59.999Z\"");
    }
}
