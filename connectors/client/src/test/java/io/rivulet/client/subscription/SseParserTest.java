package io.rivulet.client.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {

    @Test
    void shouldReadNamesIdsAndData() {
        assertThat(parse("retry: 1000\n\nevent: batch\nid: 7\ndata: {\"a\":1}\n\ndata:x\ndata:  y\n\n"))
                .containsExactly("batch 7 {\"a\":1}", "message 7 x\n y");
    }

    @Test
    void shouldPassOverCommentsAndUnknownFields() {
        assertThat(parse(": head 42\n\nnothing\nother: x\nevent: a\n\n")).isEmpty();
    }

    @Test
    void shouldDropWhatIsNotFinished() {
        assertThat(parse("data: whole\n\ndata: half\n")).containsExactly("message  whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void shouldTakeAnyEndOfLine(String end) {
        assertThat(parse("event: a" + end + "data: 1" + end + end + "data: 2" + end + end + ": x" + end))
                .contains("a  1");
    }

    /** Wherever the bytes are cut, in the middle of a character too. */
    @Test
    void shouldNotMindWhereItIsCut() {
        String text = "event: batch\r\nid: 12\r\ndata: {\"\u00e4\":\"\u20ac\"}\r\n\r\n: head 3\n\nid: 13\ndata: x\n\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> whole = parse(text);
        assertThat(whole).hasSize(2);
        for (int cut = 0; cut <= bytes.length; cut++) {
            SseParser parser = new SseParser();
            List<SseFrame> frames = new ArrayList<>(parser.feed(ByteBuffer.wrap(bytes, 0, cut)));
            frames.addAll(parser.feed(ByteBuffer.wrap(bytes, cut, bytes.length - cut)));
            assertThat(texts(frames)).as("cut after %d bytes", cut).isEqualTo(whole);
        }
    }

    @Test
    void shouldReadOneByteAtATime() {
        SseParser parser = new SseParser();
        List<SseFrame> frames = new ArrayList<>();
        for (byte b : "id: 1\r\ndata: a\r\n\r\n".getBytes(StandardCharsets.UTF_8)) {
            frames.addAll(parser.feed(ByteBuffer.wrap(new byte[] {b})));
        }
        assertThat(texts(frames)).containsExactly("message 1 a");
    }

    private static List<String> parse(String text) {
        return texts(new SseParser().feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<String> texts(List<SseFrame> frames) {
        return frames.stream()
                .map(frame ->
                        frame.name() + " " + frame.lastId() + " " + new String(frame.data(), StandardCharsets.UTF_8))
                .toList();
    }
}
