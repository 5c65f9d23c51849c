package io.rivulet.http.read;

import io.rivulet.http.exchange.ResponseStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines, page after page: the next page is read when the socket has taken the one before, so that a slow reader costs
 * one page. Used by one thread at a time.
 */
final class LinePump {

    private final LineSource source;
    private final boolean isWhole;

    /** @param isWhole whether to go on after the first page */
    LinePump(LineSource source, boolean isWhole) {
        this.source = source;
        this.isWhole = isWhole;
    }

    void writeTo(ResponseStream out) {
        try {
            while (isWhole && source.hasNext()) {
                CompletableFuture<Void> written = out.write(source.lines().toByteBuffer());
                source.next();
                if (!written.isDone()) {
                    var unused = written.whenComplete((done, failure) -> goOn(out, failure));
                    return;
                }
                written.join();
            }
            out.finish(source.lines().toByteBuffer());
        } catch (RuntimeException failure) {
            out.abort(failure);
        }
    }

    private void goOn(ResponseStream out, @Nullable Throwable failure) {
        if (failure == null) {
            writeTo(out);
        } else {
            out.abort(failure);
        }
    }
}
