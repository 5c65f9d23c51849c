package io.rivulet.app.imports;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a file or of the standard input, gzipped or not: the first two bytes tell. */
final class LineFile implements EventSource {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final CountingStream counted;
    private final InputStream text;
    private final long total;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    private LineFile(InputStream raw, long total) throws IOException {
        this.counted = new CountingStream(raw);
        this.text = decompressed(new BufferedInputStream(counted, BUFFER));
        this.total = total;
    }

    /** Opens a file, or the standard input when it is called {@code -}. */
    static LineFile open(String name) {
        try {
            return name.equals("-")
                    ? new LineFile(System.in, UNKNOWN)
                    : new LineFile(Files.newInputStream(Path.of(name)), Files.size(Path.of(name)));
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.USAGE, "There is no file " + name, e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "The file " + name + " cannot be read: " + e, e);
        }
    }

    private static InputStream decompressed(BufferedInputStream stream) throws IOException {
        stream.mark(2);
        int magic = stream.read() << 8 | stream.read();
        stream.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(stream, BUFFER) : stream;
    }

    @Override
    public byte @Nullable [] nextLine() throws IOException {
        ByteArrayOutputStream line = null;
        while (at < end || fill()) {
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line = line == null ? new ByteArrayOutputStream(at - from) : line;
            line.write(buffer, from, at - from);
            if (at < end) {
                at++;
                return line.toByteArray();
            }
        }
        return line == null ? null : line.toByteArray();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, text.read(buffer));
        return end > 0;
    }

    @Override
    public long position() {
        return counted.count.get();
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** Counts the bytes as they are stored, before they are decompressed. */
    private static final class CountingStream extends FilterInputStream {

        private final AtomicLong count = new AtomicLong();

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count.addAndGet(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count.addAndGet(Math.max(0, read));
            return read;
        }
    }
}
