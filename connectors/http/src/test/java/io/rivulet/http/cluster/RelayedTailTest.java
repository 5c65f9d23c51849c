package io.rivulet.http.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.AsyncContent;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** How a tail ends whose owner is gone without a word, or whose way closes. */
class RelayedTailTest {

    private final List<RelayedTail> over = new ArrayList<>();
    private final AsyncContent owner = new AsyncContent();
    private final RelayedTail tail = new RelayedTail(owner, over::add);

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
        assertThat(over).contains(tail);
    }

    @Test
    void shouldAskAReaderThatWaitsToReconnectWhenTheNodeCloses() {
        // Given
        AtomicInteger woken = new AtomicInteger();
        assertThat(tail.read()).isNull();
        tail.demand(woken::incrementAndGet);

        // When
        tail.close();

        // Then
        assertThat(woken).hasValue(1);
        assertThat(text()).contains("\"reason\":\"closing\"");
        assertThat(tail.read()).isSameAs(Content.Chunk.EOF);
        assertThat(over).contains(tail);
        assertThat(owner.isClosed() || Content.Chunk.isFailure(owner.read()))
                .as("the owner has no reader any more")
                .isTrue();
        assertThat(woken).hasValue(1);
    }

    @Test
    void shouldEndAFrameThatHasBegunBeforeTheNodeCloses() {
        // Given
        AtomicInteger woken = new AtomicInteger();
        write("event: batch\nid: 4");
        assertThat(text()).isEqualTo("event: batch\nid: 4");
        tail.demand(woken::incrementAndGet);

        // When
        tail.close();
        assertThat(woken).hasValue(0);
        write("2\ndata: {}\n\n");

        // Then
        assertThat(woken).hasValue(1);
        assertThat(text()).isEqualTo("2\ndata: {}\n\n");
        assertThat(text()).contains("\"reason\":\"closing\"");
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
