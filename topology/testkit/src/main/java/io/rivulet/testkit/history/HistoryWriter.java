package io.rivulet.testkit.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends operations to a file, a line each, each in one write: whoever kills the recorder loses what was not over, and at
 * most tears the last line. Any thread.
 */
public final class HistoryWriter implements AutoCloseable {

    private final OutputStream file;
    private long count;

    public HistoryWriter(Path file) {
        try {
            this.file = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(Operation operation) {
        byte[] line = OperationJson.line(operation);
        synchronized (this) {
            try {
                file.write(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            count++;
        }
    }

    /** How many operations it has written. */
    public synchronized long count() {
        return count;
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
