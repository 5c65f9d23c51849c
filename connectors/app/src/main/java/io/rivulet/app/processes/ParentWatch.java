package io.rivulet.app.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * Ends a process in good order when its standard input ends. Whoever starts it as a child holds the other end of that pipe,
 * and the system closes it when the parent dies, however it dies. A thread of its own waits for it.
 */
public final class ParentWatch {

    /** What makes a process watch, to be put behind its command. */
    public static final String OPTION = "--until-eof";

    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    /** Longer than anything takes that stops in good order; then it ends without. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Option(names = OPTION, hidden = true, description = "stop when the standard input ends")
    private boolean isWatching;

    /**
     * Begins to watch, if that is wanted.
     *
     * @param grace how long to go on after the parent's end, for those who end at the same moment and still need this process
     */
    public void begin(Duration grace) {
        if (isWatching) {
            daemon("parent-watch", () -> endWithParent(grace));
        }
    }

    private static void endWithParent(Duration grace) {
        awaitParent();
        LOG.atWarn().addKeyValue("graceMillis", grace.toMillis()).log("Whoever started this has gone, so it stops");
        pause(grace);
        daemon("halt", () -> {
            pause(PATIENCE);
            LOG.atError()
                    .addKeyValue("afterMillis", PATIENCE.toMillis())
                    .log("This did not stop in good order, so it just ends");
            Runtime.getRuntime().halt(1);
        });
        System.exit(0);
    }

    private static void awaitParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("The standard input broke, which is an end too");
        }
    }

    private static void pause(Duration time) {
        try {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread", e);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
