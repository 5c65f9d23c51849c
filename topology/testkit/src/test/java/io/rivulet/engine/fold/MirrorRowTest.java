package io.rivulet.engine.fold;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.testkit.RecordBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an event is served: its payload byte for byte, and always as JSON. */
class MirrorRowTest {

    private static final String JSON = "application/json";
    private static final String BEGIN =
            "{\"offset\":0,\"index\":0,\"type\":\"t\",\"createdAt\":\"2023-11-14T22:13:20.000Z\"";

    private final LogBuilder log = new LogBuilder();

    @Test
    void shouldServeTheWholeEnvelope() throws IOException {
        log.skip(41).time(1_769_853_600_000L);
        log.at("/a")
                .type("placed")
                .key(" k ")
                .metadata("{\"m\":1}")
                .processor("{\"slug\":\"s\",\"version\":\"1\"}")
                .add();

        assertThat(served(false))
                .isEqualTo("{\"offset\":41,\"index\":0,\"type\":\"placed\",\"createdAt\":\"2026-01-31T10:00:00.000Z\","
                        + "\"idempotencyKey\":\"k\",\"source\":{\"processor\":{\"slug\":\"s\",\"version\":\"1\"}},"
                        + "\"metadata\":{\"m\":1},\"payload\":{}}");
    }

    static Stream<Arguments> payloads() {
        return Stream.of(
                json("{\"b\":1.50,\"a\":1e5,\"a\":null}"),
                json("{\n  \"x\" : [ 1,\r\n 2 ]\n}\n"),
                json(" 12345678901234567890.00000 "),
                json("1e99999999999"),
                json("null"),
                json("\"\\u0000\\ud800\""),
                json("\"line\u2028separator\""),
                arguments(null, "{\"a\":1}".getBytes(UTF_8), ",\"payload\":{\"a\":1}"),
                arguments("application/vnd.x+json; v=1", "[]".getBytes(UTF_8), ",\"payload\":[]"),
                arguments(" Application/JSON ", "[]".getBytes(UTF_8), ",\"payload\":[]"),
                text(JSON, "", ""),
                text(JSON, " ", " "),
                text(JSON, "{\"a\":", "{\\\"a\\\":"),
                text(JSON, "{} {}", "{} {}"),
                text(JSON, "{},", "{},"),
                text(JSON, "nul", "nul"),
                text(JSON, "'a'", "'a'"),
                text(JSON, "a\"b\\c\n\u0001", "a\\\"b\\\\c\\n\\u0001"),
                text(JSON, "\uFEFF{}", "\uFEFF{}"),
                text(JSON, "1\0", "1\\u0000"),
                arguments(JSON, "7".getBytes(UTF_16LE), ",\"payload\":\"7\\u0000\""),
                text("text/plain", "{\"a\":1}", "{\\\"a\\\":1}"),
                text("text/plain; charset=utf-8", "zwei\nZeilen, €", "zwei\\nZeilen, €"),
                text("text/plain", "", ""),
                base64("text/plain", new byte[] {(byte) 0xC3, '('}, "wyg="),
                base64(JSON, new byte[] {(byte) 0xFF}, "/w=="),
                base64(JSON, new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, "Iu2ggCI="),
                base64(JSON, new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}, "IsCAIg=="),
                base64("application/octet-stream", "1".getBytes(UTF_8), "MQ=="),
                base64("application/octet-stream", new byte[0], ""),
                base64("", "1".getBytes(UTF_8), "MQ=="));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void shouldServeThePayload(@Nullable String contentType, byte[] payload, String member) throws IOException {
        add(contentType, payload);

        assertThat(served(false)).isEqualTo(BEGIN + member + "}");
        assertThat(row().payload()).isEqualTo(payload);
    }

    /** One line, and the same JSON: only breaks between tokens may go. */
    @ParameterizedTest
    @MethodSource("payloads")
    void shouldServeAnyPayloadOnOneLine(@Nullable String contentType, byte[] payload, String member)
            throws IOException {
        add(contentType, payload);

        assertThat(served(true)).isEqualTo(BEGIN + member.replaceAll("[\r\n]", " ") + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/octet-stream"})
    void shouldNotTouchLineBreaksOfWhatOnlyLooksLikeJson(String contentType) throws IOException {
        log.at("/a").type("t").payload(contentType, "[\n1]".getBytes(UTF_8)).add();

        assertThat(served(true)).isEqualTo(served(false));
    }

    @Test
    void shouldLeaveOutAPayloadThatIsNotThere() throws IOException {
        log.at("/a").type("t").noPayload().add();

        assertThat(served(false)).isEqualTo(BEGIN + "}");
        assertThat(served(true)).isEqualTo(BEGIN + "}");
        assertThat(row().payload()).isEmpty();
    }

    @Test
    void shouldPutMetadataOnOneLine() throws IOException {
        log.at("/a")
                .type("t")
                .metadata("{\n\"a\":\r\n1}")
                .processor("{\n\"slug\":\"s\"}")
                .noPayload()
                .add();

        assertThat(served(false))
                .isEqualTo(BEGIN + ",\"source\":{\"processor\":{ \"slug\":\"s\"}},\"metadata\":{ \"a\":  1}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "back\\slash", "line\nbreak", "nul\u0000", "Größe €", "\uD83D\uDE00", "\u007F"})
    void shouldEscapeTypesAndKeys(String name) throws IOException {
        log.at("/a").type(name).key("x" + name + "x").noPayload().add();

        JsonNode event = new ObjectMapper().readTree(served(false));

        assertThat(event.get("type").textValue()).isEqualTo(name);
        assertThat(event.get("idempotencyKey").textValue()).isEqualTo("x" + name + "x");
        assertThat(new ObjectMapper().readTree('"' + row().type() + '"').textValue())
                .isEqualTo(name);
    }

    @Test
    void shouldKnowItsPlaceAndType() {
        log.skip(1_000_000).at("/a").type("t").add().at("/a").type("type\":\"x").add();
        FoldRun run = FoldRun.of(log);

        MirrorRow row = run.rows().mirror(run.rows().stream("/a"), 1);

        assertThat(row.index()).isEqualTo(1);
        assertThat(row.offset()).isEqualTo(1_000_001);
        assertThat(row.type()).isEqualTo("type\\\":\\\"x");
    }

    /** What an append is answered with is the row that is stored. */
    @Test
    void shouldTellTheEventThatItStores() throws IOException {
        log.at("/a").type("t").payload("[1, 2]").key("k").batch("b", 2, 0).add();
        log.at("/a").type("t").noPayload().batch("b", 2, 1).add().at("/a").add();
        FoldRun run = FoldRun.of(log);

        for (long offset = 0; offset < 3; offset++) {
            MirrorRow told = Objects.requireNonNull(run.verdicts().eventAt(offset));
            assertThat(text(told, false)).isEqualTo(text(run.rows().mirror(run.rows().stream("/a"), offset), false));
        }
    }

    private static Arguments json(String payload) {
        return arguments(JSON, payload.getBytes(UTF_8), ",\"payload\":" + payload);
    }

    private static Arguments text(String contentType, String payload, String quoted) {
        return arguments(contentType, payload.getBytes(UTF_8), ",\"payload\":\"" + quoted + "\"");
    }

    private static Arguments base64(String contentType, byte[] payload, String encoded) {
        return arguments(contentType, payload, ",\"payloadBase64\":\"" + encoded + "\"");
    }

    private void add(@Nullable String contentType, byte[] payload) {
        RecordBuilder record = log.at("/a").type("t");
        if (contentType == null) {
            record.payload(new String(payload, UTF_8)).add();
        } else {
            record.payload(contentType, payload).add();
        }
    }

    private MirrorRow row() {
        FoldRun run = FoldRun.of(log);
        return run.rows().mirror(run.rows().stream("/a"), 0);
    }

    private String served(boolean onOneLine) throws IOException {
        return text(row(), onOneLine);
    }

    private static String text(MirrorRow row, boolean onOneLine) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (onOneLine) {
            row.writeLineTo(out);
        } else {
            row.writeTo(out);
        }
        return out.toString(UTF_8);
    }
}
