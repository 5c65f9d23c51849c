package io.rivulet.app.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where one command runs at a time, as bash runs it. What it prints, errors too, is gathered; a thread reads it. */
final class Terminal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Map<String, String> environment;
    private final UnaryOperator<String> rewrite;
    private final StringBuilder printed = new StringBuilder();
    private @Nullable Process process;
    private @Nullable Thread reader;
    private boolean hasEnded;

    /** @param rewrite turns each printed line into how a page shows it */
    Terminal(Path folder, Map<String, String> environment, UnaryOperator<String> rewrite) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.rewrite = rewrite;
    }

    /** Starts a command; the one before must have ended. */
    void start(String command) throws IOException {
        close();
        synchronized (this) {
            printed.setLength(0);
            hasEnded = false;
        }
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process started = builder.redirectErrorStream(true).start();
        started.getOutputStream().close();
        process = started;
        Thread reading = new Thread(() -> read(started), "terminal");
        reading.setDaemon(true);
        reading.start();
        reader = reading;
    }

    /** Waits for the end of the command. Answers all that it has printed; at the deadline, what there is. */
    synchronized String awaitEnd() throws InterruptedException {
        return await(text -> hasEnded);
    }

    /** Waits until what was printed passes a test, or the command has ended, or the deadline has come. */
    synchronized String await(Predicate<String> test) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long left = PATIENCE.toMillis();
        while (!test.test(printed.toString()) && !hasEnded && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        return printed.toString();
    }

    /** Forgets so many characters of what was printed. */
    synchronized void forget(int characters) {
        printed.delete(0, characters);
    }

    private void read(Process source) {
        try (BufferedReader lines = source.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(rewrite.apply(line.stripTrailing()) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        printed.append(line);
        notifyAll();
    }

    private synchronized void end() {
        hasEnded = true;
        notifyAll();
    }

    /** Ends what runs, with SIGTERM, and waits until it has ended and all that it printed is read. */
    @Override
    public void close() {
        Process running = process;
        Thread reading = reader;
        if (running != null && reading != null) {
            // Process.destroy would close what the reader still reads.
            running.toHandle().destroy();
            running.onExit().join();
            try {
                reading.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process = null;
        }
    }
}
