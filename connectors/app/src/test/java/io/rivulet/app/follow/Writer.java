package io.rivulet.app.follow;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.client.StreamClient;
import io.rivulet.client.model.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Appends numbers to a stream, one after the other, on a thread of its own. The client waits while no node takes them. */
public final class Writer {

    private static final String TYPE = "numbered";

    private final StreamClient stream;
    private final AtomicInteger written = new AtomicInteger();

    public Writer(StreamClient stream) {
        this.stream = stream;
    }

    /** Appends so many more numbers. */
    public CompletableFuture<Void> write(int count) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        for (int i = 0; i < count; i++) {
                            Payload number = Payload.json(String.valueOf(written.get()));
                            stream.append(EventInput.of(TYPE, number)).orThrow();
                            written.incrementAndGet();
                        }
                        done.complete(null);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                "writer");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /** How many numbers have been acknowledged. */
    public int written() {
        return written.get();
    }

    /** The numbers that events have, of whichever are numbered. */
    public static List<Integer> numbers(List<StreamEvent> events) {
        return events.stream()
                .filter(event -> event.type().equals(TYPE))
                .map(event -> number(event.payload()))
                .toList();
    }

    /** What has to be there: each number once, in order. */
    public List<Integer> expected() {
        return IntStream.range(0, written.get()).boxed().toList();
    }

    private static int number(@Nullable Payload payload) {
        return payload == null ? -1 : Integer.parseInt(new String(payload.bytes(), StandardCharsets.UTF_8));
    }
}
