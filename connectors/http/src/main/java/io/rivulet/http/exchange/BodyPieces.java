package io.rivulet.http.exchange;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;

/** Reads a body piece by piece, without a thread waiting for it. */
final class BodyPieces implements Runnable {

    private final Content.Source source;
    private final Consumer<ByteBuffer> onPiece;
    private final Runnable onEnd;
    private final Consumer<Throwable> onFailure;

    /**
     * @param onPiece takes each piece, whose bytes are its own only until it returns; what it throws is a failure
     * @param onFailure takes what went wrong; nothing comes after it
     */
    BodyPieces(Content.Source source, Consumer<ByteBuffer> onPiece, Runnable onEnd, Consumer<Throwable> onFailure) {
        this.source = source;
        this.onPiece = onPiece;
        this.onEnd = onEnd;
        this.onFailure = onFailure;
    }

    /** Reads what there is, and again when there is more. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                onFailure.accept(chunk.getFailure());
                return;
            }
            try {
                onPiece.accept(chunk.getByteBuffer());
            } catch (RuntimeException | Error failure) {
                onFailure.accept(failure);
                return;
            } finally {
                chunk.release();
            }
            if (chunk.isLast()) {
                onEnd.run();
                return;
            }
        }
    }
}
