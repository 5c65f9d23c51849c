package io.rivulet.http.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.StreamPath;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FramesTest {

    @RepeatedTest(50)
    void shouldReadWhatWasWrittenInPiecesOfAnySize(RepetitionInfo repetition) {
        // Given
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<Call> calls = IntStream.range(0, 20)
                .mapToObj(number -> new Call(
                        number,
                        new StreamPath("/žluť/" + "x".repeat(1 + random.nextInt(200))),
                        "0123456789abcdef-" + number,
                        random.nextBoolean() ? MediaType.NDJSON : MediaType.JSON,
                        bytes(random, random.nextInt(3_000))))
                .toList();
        ByteBuffer written = ByteBuffer.allocate(200_000);
        calls.forEach(call -> written.put(call.toFrame()));
        written.flip();

        // When
        List<Call> read = new ArrayList<>();
        FrameReader reader = new FrameReader();
        while (written.hasRemaining()) {
            int size = Math.min(written.remaining(), 1 + random.nextInt(random.nextBoolean() ? 5 : 5_000));
            reader.read(written.slice(written.position(), size), frame -> read.add(Call.read(frame)));
            written.position(written.position() + size);
        }

        // Then
        assertThat(read).usingRecursiveComparison().isEqualTo(calls);
    }

    @Test
    void shouldBringBackAReplyAsItIs() {
        Peers.Reply reply = new Peers.Reply(503, "restoring", 61, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        List<Peers.Reply> read = new ArrayList<>();

        new FrameReader().read(Frames.reply(Long.MAX_VALUE, reply), frame -> {
            assertThat(frame.getLong()).isEqualTo(Long.MAX_VALUE);
            read.add(Frames.reply(frame));
        });

        assertThat(read).usingRecursiveComparison().isEqualTo(List.of(reply));
    }

    @Test
    void shouldNotWaitForAFrameThatNobodyWrites() {
        ByteBuffer get = ByteBuffer.wrap("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> new FrameReader().read(get, frame -> {}))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no channel");
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
