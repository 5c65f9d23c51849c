package io.rivulet.http.processors;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.lane.Watch;
import io.rivulet.engine.processor.SubscriberView;
import io.rivulet.engine.query.Answer;
import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.json.JsonBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client that watches the subscribers of a stream. It has what there is now, not all that there was: turns that end while the
 * socket takes an answer, or in the pause after it, are one answer together.
 *
 * <p>At most one thread looks at a time; waking, closing and heartbeats come from any thread.
 */
final class ProcessorTail {

    /** The shortest time between two answers: a busy lane has more turns than anybody reads. */
    private static final long PAUSE_MILLIS = 100;

    private static final byte[] HEARTBEAT = ": alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Namespace namespace;
    private final StreamPath path;
    private final @Nullable String slug;
    private final ResponseStream out;
    private final Threads threads;
    private final Consumer<ProcessorTail> onClosed;
    private final Watch watch;
    private final AtomicInteger wakes = new AtomicInteger();
    private String last = "";

    /** Where it runs. */
    record Threads(ScheduledExecutorService ticker, Executor work) {}

    /**
     * Begins to watch, and says nothing until it is woken.
     *
     * @param slug of one subscriber, or null for all
     * @param onClosed called when it has ended, perhaps more than once
     */
    ProcessorTail(
            Namespace namespace,
            StreamPath path,
            @Nullable String slug,
            ResponseStream out,
            Threads threads,
            Consumer<ProcessorTail> onClosed) {
        this.namespace = namespace;
        this.path = path;
        this.slug = slug;
        this.out = out;
        this.threads = threads;
        this.onClosed = onClosed;
        watch = namespace.watchProcessors(path, this::wake);
    }

    /** Something may have changed. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            threads.work().execute(this::look);
        }
    }

    private void look() {
        int seen = wakes.get();
        Answer<List<SubscriberView>> answer = namespace.processors(path, slug);
        if (answer instanceof Answer.Found<List<SubscriberView>> found) {
            tell(found.value(), seen);
        } else if (answer instanceof Answer.Absent<List<SubscriberView>>) {
            // It was reset, and may begin anew.
            tell(List.of(), seen);
        } else {
            end("moved");
        }
    }

    private void tell(List<SubscriberView> views, int seen) {
        String json = ProcessorsJson.of(namespace.name(), path, views).toString();
        if (json.equals(last)) {
            rest(seen);
            return;
        }
        boolean isFirst = last.isEmpty();
        last = json;
        // What a plugin calls JSON may have line breaks, between its values.
        String line = json.replace('\n', ' ').replace('\r', ' ');
        String frame = (isFirst ? "retry: 1000\n\n" : "") + "event: processors\ndata: " + line + "\n\n";
        var unused = out.write(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        restLater(seen);
                    } else {
                        close();
                    }
                });
    }

    private void restLater(int seen) {
        var unused = threads.ticker().schedule(() -> rest(seen), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Waits for the next turn, unless one has ended meanwhile. */
    private void rest(int seen) {
        if (!wakes.compareAndSet(seen, 0)) {
            threads.work().execute(this::look);
        }
    }

    /** Writes a comment, unless something is being written; and looks, since nobody tells of a stream that moved. */
    void beat() {
        out.offer(() -> ByteBuffer.wrap(HEARTBEAT), failure -> close());
        wake();
    }

    /** Asks the client to come back, to this node or any other. */
    void end(String reason) {
        detach();
        JsonBuffer frame = new JsonBuffer(96).raw("event: control\ndata: {\"action\":\"reconnect\",\"reason\":");
        out.finish(frame.text(reason).raw("}\n\n").toByteBuffer());
    }

    /** Ends because the client is gone. */
    void close() {
        detach();
        out.abort(new IOException("The client has gone"));
    }

    private void detach() {
        watch.close();
        onClosed.accept(this);
    }
}
