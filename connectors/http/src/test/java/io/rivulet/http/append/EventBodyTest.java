package io.rivulet.http.append;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rivulet.api.EventInput;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventBodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "0",
                "-1.50e+07",
                "\"\"",
                "\"plain\"",
                "\"\\u00e9 \\\"quoted\\\" \\\\ \\n\"",
                "\"žluťoučký 馬 🐎\"",
                "{}",
                "[ ]",
                "{ \"a\" : [ 1 , { \"žluť\" : \"🐎\" } ] }",
                "{\n  \"a\": 1,\r\n\t\"b\": [\n    true\n  ]\n}",
                "[[[[]]],{\"payload\":{\"type\":\"inner\"}}]",
                "12345678901234567890123456789012345678901234567890"
            })
    void shouldKeepThePayloadByteForByte(String payload) {
        for (String around : List.of(
                "{\"type\":\"t\",\"payload\":%s}",
                "{\"payload\":%s,\"type\":\"t\"}",
                "  { \"type\" : \"žř🐎\" ,\r\n \"payload\" :\t %s \n,\"metadata\":{} }  \n",
                "[{\"type\":\"t\",\"payload\":%s}]",
                "[{\"type\":\"馬\",\"payload\":\"x\"} , {\"type\":\"t\", \"payload\": %s }]")) {
            List<EventInput> events = EventBody.readJson(bytes(around.replace("%s", payload)));

            assertThat(text(events.get(events.size() - 1))).isEqualTo(payload);
        }
    }

    @Test
    void shouldKeepRandomPayloadsByteForByte() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            String first = randomJson(random, 4);
            String second = randomJson(random, 4);
            String gap = space(random);

            List<EventInput> events =
                    EventBody.readJson(bytes("[" + gap + "{\"payload\":" + gap + first + gap + ",\"type\":\"a\"}," + gap
                            + "{\"type\":\"b\"," + gap + "\"payload\"" + gap + ":" + second + "}]"));

            assertThat(events)
                    .extracting(EventBodyTest::text)
                    .as("seed %d", seed)
                    .containsExactly(first, second);
        }
    }

    /** EV-1, EV-2, EV-4, EV-11. */
    @Test
    void shouldReadEveryField() {
        EventInput event = EventBody.readJson(
                        bytes(
                                """
                        {"type":"t","payload":1,"metadata":{ "who": "ž" },"idempotencyKey":" k ","expectedOffset":-1,
                         "source":{"processor":{"slug":"echo","version":"2"}}}"""))
                .get(0);

        assertThat(event.type()).isEqualTo("t");
        assertThat(event.metadata()).isEqualTo("{ \"who\": \"ž\" }");
        assertThat(event.idempotencyKey()).isEqualTo("k");
        assertThat(event.expectedOffset()).isEqualTo(-1);
        assertThat(event.source()).isEqualTo(new EventInput.Source("echo", "2"));
    }

    @Test
    void shouldTellNoPayloadFromThePayloadNull() {
        assertThat(EventBody.readJson(bytes("{\"type\":\"t\"}")).get(0).payload())
                .isNull();
        assertThat(text(EventBody.readJson(bytes("{\"type\":\"t\",\"payload\":null}"))
                        .get(0)))
                .isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {}                                                    | type
                    {"type":""}                                           | type
                    {"type":null}                                         | type
                    {"type":7}                                            | type
                    {"type":"t","createdAt":"2026-01-01T00:00:00Z"}       | createdAt
                    {"type":"t","offset":1}                               | offset
                    {"type":"t","path":"/a"}                              | path
                    {"type":"t","metadata":[]}                            | metadata
                    {"type":"t","metadata":null}                          | metadata
                    {"type":"t","idempotencyKey":"  "}                    | idempotencyKey
                    {"type":"t","idempotencyKey":1}                       | idempotencyKey
                    {"type":"t","expectedOffset":-2}                      | expectedOffset
                    {"type":"t","expectedOffset":1.0}                     | expectedOffset
                    {"type":"t","expectedOffset":"1"}                     | expectedOffset
                    {"type":"t","expectedOffset":99999999999999999999}    | expectedOffset
                    {"type":"t","source":"echo"}                          | source
                    {"type":"t","source":{"slug":"echo"}}                 | source.slug
                    {"type":"t","source":{"processor":"echo"}}            | source.processor
                    {"type":"t","source":{"processor":{"name":"echo"}}}   | source.processor.name
                    {"type":"t","source":{"processor":{"slug":null}}}     | source.processor.slug
                    """)
    void shouldNameTheFieldThatIsWrong(String body, String field) {
        Problem problem = problem(body);

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_EVENT);
        assertThat(problem.members()).containsEntry("field", field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{\"type\":\"t\"",
                "{\"type\":\"t\"}}",
                "{\"type\":\"t\"} {\"type\":\"u\"}",
                "{\"type\":\"t\",}",
                "{'type':'t'}",
                "{\"type\":\"t\",\"type\":\"u\"}",
                "{\"type\":\"t\",\"payload\":{\"a\":1,\"a\":2}}",
                "{\"type\":\"t\",\"payload\":NaN}",
                "{\"type\":\"t\",\"payload\":01}",
                "{\"type\":\"t\",\"payload\":\"a\nb\"}",
                "{\"type\":\"\\ud800\"}",
                "[{\"type\":\"t\"}",
                "[{\"type\":\"t\"},]",
                "\uFEFF{\"type\":\"t\"}",
            })
    void shouldRefuseWhatIsNotJson(String body) {
        assertThat(problem(body).type()).isEqualTo(ProblemType.INVALID_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"t\"", "null", "[1]", "[[]]", "[null]"})
    void shouldRefuseWhatIsNoEvent(String body) {
        assertThat(problem(body).type()).isEqualTo(ProblemType.INVALID_EVENT);
    }

    @Test
    void shouldRefuseWhatIsNotUtf8() {
        byte[] overlong = bytes("{\"type\":\"t\",\"payload\":\"xy\"}");
        overlong[24] = (byte) 0xC0;
        overlong[25] = (byte) 0x80;

        assertThat(problem(overlong).type()).isEqualTo(ProblemType.INVALID_JSON);
        assertThat(problem("{\"type\":\"ž\"}".getBytes(UTF_16LE)).type()).isEqualTo(ProblemType.INVALID_JSON);
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeeply() {
        String deep = "[".repeat(100_000);

        assertThat(problem("{\"type\":\"t\",\"payload\":" + deep).type()).isEqualTo(ProblemType.INVALID_JSON);
        assertThat(problem(deep).type()).isEqualTo(ProblemType.INVALID_EVENT);
    }

    @Test
    void shouldSayWhichEventOfABatchIsWrong() {
        assertThat(problem("[{\"type\":\"a\"},{\"type\":\"\"}]").members()).containsEntry("index", 1L);

        ProblemException failure = catchThrowableOfType(
                ProblemException.class, () -> EventBody.readLines(bytes("{\"type\":\"a\"}\n\n{\"type\":1}\n")));

        assertThat(failure.problem().members()).containsEntry("line", 3L);
    }

    @Test
    void shouldReadLines() {
        List<EventInput> events =
                EventBody.readLines(bytes("{\"type\":\"a\"}\r\n\n  \n{\"type\":\"b\",\"payload\": [1] }"));

        assertThat(events).extracting(EventInput::type).containsExactly("a", "b");
        assertThat(text(events.get(1))).isEqualTo("[1]");
    }

    @Test
    void shouldRefuseABatchThatIsTooLarge() {
        String most = "{\"type\":\"t\"}\n".repeat(FoldSettings.MAX_BATCH_EVENTS);

        assertThat(EventBody.readLines(bytes(most))).hasSize(FoldSettings.MAX_BATCH_EVENTS);
        assertThat(catchThrowableOfType(
                                ProblemException.class, () -> EventBody.readLines(bytes(most + "{\"type\":\"t\"}")))
                        .problem()
                        .type())
                .isEqualTo(ProblemType.BATCH_TOO_LARGE);
    }

    private static Problem problem(String body) {
        return problem(bytes(body));
    }

    private static Problem problem(byte[] body) {
        ProblemException failure = catchThrowableOfType(ProblemException.class, () -> EventBody.readJson(body));
        assertThat(failure).isNotNull();
        return failure.problem();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(EventInput event) {
        return new String(Objects.requireNonNull(event.payload()).bytes(), UTF_8);
    }

    private static String space(Random random) {
        return List.of("", " ", "\n", "\r\n\t", "  \n  ").get(random.nextInt(5));
    }

    private static String randomJson(Random random, int depth) {
        String gap = space(random);
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> List.of("0", "-7", "1.5E-3", "123456789012").get(random.nextInt(4));
            case 1 -> List.of("true", "false", "null").get(random.nextInt(3));
            case 2 -> "\"ab\\u017e\\\\\\\"]}\"";
            case 3 -> "\"" + "žř🐎馬x".repeat(random.nextInt(40)) + "\"";
            case 4 -> "[" + gap + randomJson(random, depth - 1) + gap + "," + randomJson(random, depth - 1) + "]";
            default ->
                "{" + gap + "\"ž" + depth + "\"" + gap + ":" + gap + randomJson(random, depth - 1) + ",\"b\":"
                        + randomJson(random, depth - 1) + gap + "}";
        };
    }
}
