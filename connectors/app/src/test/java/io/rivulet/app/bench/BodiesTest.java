package io.rivulet.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

    @Test
    void shouldReadChunksAndLeaveWhatFollows() throws IOException {
        InputStream connection =
                connection("5\r\nhello\r\n1;name=value\r\n,\r\nA\r\n 123456789\r\n0\r\nT: x\r\n\r\nHTTP/1.1");

        assertThat(new ChunkedBody(connection).readAllBytes()).asString().isEqualTo("hello, 123456789");
        assertThat(connection.readAllBytes()).asString().isEqualTo("HTTP/1.1");
    }

    @Test
    void shouldReadAsMuchAsTheLengthSaysAndLeaveWhatFollows() throws IOException {
        InputStream connection = connection("helloHTTP/1.1");

        assertThat(new SizedBody(connection, 5).readAllBytes()).asString().isEqualTo("hello");
        assertThat(connection.readAllBytes()).asString().isEqualTo("HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nhel", "5\r\nhello\r\n", "5", ""})
    void shouldNotTakeABrokenConnectionForAnEnd(String sent) {
        assertThatThrownBy(() -> new ChunkedBody(connection(sent)).readAllBytes())
                .isInstanceOf(EOFException.class);
    }

    @Test
    void shouldShowTheBeginningOfEachLineUntilItIsToldToStop() throws IOException {
        List<String> lines = new ArrayList<>();

        LineScan.of(connection("id: 1\n" + "x".repeat(100) + "\n\nid: 2\nid: 3\n"), line -> {
            lines.add(line);
            return !line.equals("id: 2");
        });

        assertThat(lines).containsExactly("id: 1", "x".repeat(32), "", "id: 2");
    }

    private static InputStream connection(String sent) {
        return new ByteArrayInputStream(sent.getBytes(StandardCharsets.UTF_8));
    }
}
