package io.rivulet.app.verify;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder of its own that is gone when it is closed, also when the process is told to end meanwhile: then whoever uses the
 * folder is to break off, which {@link #requireWanted()} tells it.
 */
final class ScratchFolder implements AutoCloseable {

    private static final long BREAK_OFF_SECONDS = 10;

    private final Path parent;
    private final boolean hasMadeParent;
    private final Path path;
    private final CountDownLatch gone = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitGone, "scratch");
    private volatile boolean isUnwanted;

    private ScratchFolder(Path parent) throws IOException {
        this.parent = parent.toAbsolutePath();
        hasMadeParent = !Files.exists(this.parent);
        path = Files.createTempDirectory(Files.createDirectories(this.parent), "verify-");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static ScratchFolder below(Path parent) {
        try {
            return new ScratchFolder(parent);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Nothing can be written below " + parent + ": " + e, e);
        }
    }

    Path path() {
        return path;
    }

    /** Throws when the process is to end. */
    void requireWanted() {
        if (isUnwanted) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "Stopped before it was through");
        }
    }

    private void awaitGone() {
        isUnwanted = true;
        try {
            gone.await(BREAK_OFF_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try (Stream<Path> below = Files.walk(path)) {
            for (Path file : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            if (hasMadeParent) {
                Files.deleteIfExists(parent);
            }
        } catch (NoSuchFileException goneAlready) {
            // Somebody tidied up.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            gone.countDown();
            if (!isUnwanted) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }
}
