package io.rivulet.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"path\":\"/a\",\"idempotencyKey\":\"k\"} | /a | true",
                "{\"payload\":{\"path\":\"/no\",\"idempotencyKey\":\"no\"},\"path\":\"/a\"} | /a | false",
                "{\"idempotencyKey\":null,\"path\":7} | `` | false",
                "nonsense | `` | true",
                "[] | `` | true",
                "{\"path\":\"/a\" | `` | true",
            })
    void shouldReadWhatTheSenderMustKnow(String line, String path, boolean isKeyed) {
        assertThat(Envelope.of(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(new Envelope(path, isKeyed));
    }
}
