package io.rivulet.http.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.AsyncContent;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** How a tail ends whose owner is gone without a word. */
class RelayedTailTest {

    private final AsyncContent owner = new AsyncContent();
    private final RelayedTail tail = new RelayedTail(owner);

    @Test
    void shouldAskToReconnectBetweenTwoFrames() {
        // Given
        write("event: batch\nid: 41\ndata: {}\n");
        write("\n");
        assertThat(text()).isEqualTo("event: batch\nid: 41\ndata: {}\n");
        assertThat(text()).isEqualTo("\n");

        // When
        owner.fail(new IOException("gone"));

        // Then
        Content.Chunk last = tail.read();
        assertThat(last.isLast()).isTrue();
        assertThat(StandardCharsets.US_ASCII.decode(last.getByteBuffer()).toString())
                .isEqualTo("event: control\ndata: {\"action\":\"reconnect\",\"reason\":\"owner-gone\"}\n\n");
        assertThat(tail.read()).isSameAs(Content.Chunk.EOF);
    }

    @Test
    void shouldBeCutOffWithinAFrame() {
        // Given half an id, which must never be taken for one
        write("event: batch\nid: 4");
        assertThat(text()).isEqualTo("event: batch\nid: 4");

        // When
        owner.fail(new IOException("gone"));

        // Then
        assertThat(Content.Chunk.isFailure(tail.read(), true)).isTrue();
    }

    @Test
    void shouldEndAsItsOwnerEndsIt() {
        write(": 7\n\n");
        owner.close();

        assertThat(text()).isEqualTo(": 7\n\n");
        assertThat(tail.read().isLast()).isTrue();
    }

    private void write(String text) {
        Content.Sink.write(owner, false, text, Callback.NOOP);
    }

    private String text() {
        Content.Chunk chunk = tail.read();
        String text = StandardCharsets.US_ASCII.decode(chunk.getByteBuffer()).toString();
        chunk.release();
        return text;
    }
}
