package io.rivulet.app.crowd;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection of a crowd. It reads from its socket what it takes at once and nothing ahead, and can stop; when it breaks, it goes to the
 * next node and resumes where it was.
 */
abstract class Reader {

    /** What has come and nobody has taken waits at the node, not in our sockets. */
    static final int RECEIVE_BUFFER_BYTES = 16 << 10;

    private static final long PAUSE_MILLIS = 200;

    static {
        System.setProperty("jdk.httpclient.receiveBufferSize", String.valueOf(RECEIVE_BUFFER_BYTES));
    }

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newFixedThreadPool(2, Reader::daemon))
            .build();

    private static final ScheduledExecutorService LATER = Executors.newSingleThreadScheduledExecutor(Reader::daemon);

    private final List<URI> nodes;
    private final int first;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean isStalled;
    private volatile boolean isOver;

    /** @param first the node that it connects to first, as an index */
    Reader(List<URI> nodes, int first) {
        this.nodes = List.copyOf(nodes);
        this.first = first;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "crowd");
        thread.setDaemon(true);
        return thread;
    }

    /** Connects, and subscribes its followers, each from where it is. */
    abstract void connect(URI node);

    /** Asks for one more of what comes. */
    abstract void demand();

    abstract void disconnect();

    /** One for each of its subscriptions. */
    abstract List<Follower> followers();

    final void open() {
        connect(nodes.get((first + connections.getAndIncrement()) % nodes.size()));
    }

    /** Its connection is over, whatever the reason. */
    final void broken() {
        later(this::open);
    }

    /** Does something after a pause, unless it is closed by then. */
    final void later(Runnable task) {
        var unused = LATER.schedule(
                () -> {
                    if (!isOver) {
                        task.run();
                    }
                },
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Something was taken: the next thing may come, unless nothing is to be taken now. */
    final void taken() {
        if (!isStalled) {
            demand();
        }
    }

    final void stall() {
        isStalled = true;
    }

    final void goOn() {
        isStalled = false;
        demand();
    }

    /** How often it had to connect again. */
    final int reconnections() {
        return connections.get() - 1;
    }

    /** Who it is and where it stands, for who looks for one that is late. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + " " + first + (isStalled ? ", stalled" : "") + ", connected "
                + connections.get() + " times, at "
                + followers().stream()
                        .map(each -> each.path() + " " + each.index())
                        .toList();
    }

    final void close() {
        isOver = true;
        disconnect();
    }
}
