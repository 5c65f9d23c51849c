package io.rivulet.http.exchange;

import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;

/**
 * Reads a body to its end, up to a bound, without a thread waiting for it. What is read is kept as it comes and not as it
 * is announced, so that a promise of much costs nothing.
 */
final class BodyReader {

    private final Content.Source source;
    private final int maxBytes;
    private final Consumer<byte[]> onWhole;
    private final Consumer<Throwable> onFailure;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /**
     * @param onWhole takes the body
     * @param onFailure takes what went wrong; for a body that is too large a {@link ProblemException}
     */
    BodyReader(Content.Source source, int maxBytes, Consumer<byte[]> onWhole, Consumer<Throwable> onFailure) {
        this.source = source;
        this.maxBytes = maxBytes;
        this.onWhole = onWhole;
        this.onFailure = onFailure;
    }

    /** Begins. */
    void read() {
        if (source.getLength() > maxBytes) {
            onFailure.accept(tooLarge());
            return;
        }
        new BodyPieces(source, this::take, () -> onWhole.accept(read.toByteArray()), onFailure).run();
    }

    private void take(ByteBuffer bytes) {
        if (bytes.remaining() > maxBytes - read.size()) {
            throw tooLarge();
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        read.writeBytes(copy);
    }

    private ProblemException tooLarge() {
        return Problem.of(
                        ProblemType.BODY_TOO_LARGE,
                        "The body has more than " + maxBytes + " bytes. Split it, or stream it to the import.")
                .with("limit", maxBytes)
                .toException();
    }
}
