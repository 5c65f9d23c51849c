package io.rivulet.app.imports;

import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts a source into requests of a few thousand lines. Not for more than one thread. */
final class Chunks {

    private static final int MAX_LINES = 10_000;
    private static final int MAX_BYTES = 4 << 20;

    private final EventSource source;
    private final StreamTally streams = new StreamTally();
    private long line;

    Chunks(EventSource source) {
        this.source = source;
    }

    /**
     * Lines that are sent together.
     *
     * @param firstLine the number of the first one in the source, from 1
     * @param isRepeatable whether sending them twice appends them once
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Chunk(byte[] body, long firstLine, int lines, boolean isRepeatable) {}

    /** The next lines; null at the end. */
    @Nullable
    Chunk next() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
        long firstLine = line + 1;
        boolean isRepeatable = true;
        int lines = 0;
        while (lines < MAX_LINES && body.size() < MAX_BYTES) {
            byte[] next = source.nextLine();
            if (next == null) {
                break;
            }
            Envelope envelope = Envelope.of(next);
            isRepeatable &= envelope.isKeyed();
            count(envelope);
            body.writeBytes(next);
            body.write('\n');
            lines++;
        }
        line += lines;
        return lines == 0 ? null : new Chunk(body.toByteArray(), firstLine, lines, isRepeatable);
    }

    /** How many different streams the lines so far name. */
    int streams() {
        return streams.count();
    }

    private void count(Envelope envelope) {
        if (!envelope.path().isEmpty()) {
            try {
                streams.add(StreamPath.normalise(envelope.path()).value());
            } catch (InvalidPathException refusedByTheNode) {
                // It names no stream.
            }
        }
    }
}
