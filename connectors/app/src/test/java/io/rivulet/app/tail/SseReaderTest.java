package io.rivulet.app.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseReaderTest {

    private int lines;

    @Test
    void shouldReadEventsAsTheStandardSays() throws IOException {
        assertThat(read("event: batch\nid: 7\ndata: {\ndata:  }\n\ndata:two\n\n"))
                .containsExactly(new SseEvent("batch", "7", "{\n }"), new SseEvent("message", "7", "two"));
    }

    @Test
    void shouldPassOverWhatIsNoEvent() throws IOException {
        assertThat(read(": head 3\n\nretry: 1000\n\nevent: nothing\n\ndata\ndata: ü\n\n"))
                .containsExactly(new SseEvent("message", "", "\nü"));
        assertThat(lines).isEqualTo(9);
    }

    @Test
    void shouldDropWhatIsNotWhole() throws IOException {
        assertThat(read("data: one\n\ndata: two\n")).containsExactly(new SseEvent("message", "", "one"));
    }

    private List<SseEvent> read(String text) throws IOException {
        SseReader reader =
                new SseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), () -> lines++);
        List<SseEvent> events = new ArrayList<>();
        for (SseEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }
}
