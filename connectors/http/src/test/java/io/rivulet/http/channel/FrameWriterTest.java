package io.rivulet.http.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameWriterTest {

    /** Each with when it is written. */
    private final Deque<Callback> writes = new ArrayDeque<>();

    private final List<Integer> sizes = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final FrameWriter writer = new FrameWriter(
            (bytes, done) -> {
                sizes.add(bytes.remaining());
                writes.add(done);
            },
            failures::add,
            Runnable::run);

    @Test
    void shouldWriteTogetherWhatComesWhileAWriteIsUnderWay() {
        writer.write(ByteBuffer.allocate(10));
        IntStream.range(0, 5).forEach(i -> writer.write(ByteBuffer.allocate(7)));
        assertThat(sizes).containsExactly(10);
        assertThat(writer.queuedBytes()).isEqualTo(35);

        writes.remove().succeeded();

        assertThat(sizes).containsExactly(10, 35);
        assertThat(writer.queuedBytes()).isZero();
    }

    @Test
    void shouldBoundWhatItWritesTogetherAndWriteWhatIsLarger() {
        List<Integer> given = List.of(10, 60_000, 6_000, 300_000, 1);
        given.forEach(size -> writer.write(ByteBuffer.allocate(size)));
        while (!writes.isEmpty()) {
            writes.remove().succeeded();
        }

        assertThat(sizes).containsExactly(10, 60_000, 6_000, 300_000, 1);
    }

    @Test
    void shouldSayOnceThatAllIsWritten() {
        AtomicBoolean isWritten = new AtomicBoolean();
        writer.write(ByteBuffer.allocate(10));
        writer.write(ByteBuffer.allocate(10));
        writer.finish(() -> assertThat(isWritten.getAndSet(true)).isFalse());

        writes.remove().succeeded();
        assertThat(isWritten).isFalse();
        writes.remove().succeeded();

        assertThat(isWritten).isTrue();
    }

    @Test
    void shouldSayThatItCouldNotWriteAndWriteNoMore() {
        writer.write(ByteBuffer.allocate(10));
        writer.write(ByteBuffer.allocate(10));

        writes.remove().failed(new IllegalStateException("gone"));

        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(sizes).containsExactly(10);
    }

    @Test
    void shouldWriteEveryFrameOnceWhoeverWritesThem() throws Exception {
        // Given
        int frames = 20_000;
        ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
        ExecutorService network = Executors.newSingleThreadExecutor();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        FrameWriter busy = new FrameWriter(
                (bytes, done) -> network.execute(() -> {
                    while (bytes.hasRemaining()) {
                        seen.add(bytes.getInt());
                    }
                    done.succeeded();
                }),
                failures::add,
                callers);

        // When
        IntStream.range(0, frames)
                .forEach(i -> callers.execute(() ->
                        busy.write(ByteBuffer.allocate(Integer.BYTES).putInt(i).flip())));
        while (seen.size() < frames) {
            Thread.onSpinWait();
        }
        callers.shutdown();
        assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        AtomicBoolean isWritten = new AtomicBoolean();
        busy.finish(() -> isWritten.set(true));
        while (!isWritten.get()) {
            Thread.onSpinWait();
        }
        network.shutdown();

        // Then
        assertThat(seen).hasSize(frames).doesNotHaveDuplicates();
        assertThat(failures).isEmpty();
    }
}
