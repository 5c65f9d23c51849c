package io.rivulet.http.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A tail by SSE on its way from its owner to the client. When the owner is gone without a word, it ends with the request to
 * reconnect, as an owner that has the time ends it; the client's last id says where. Unless that would complete half a frame:
 * then the tail is cut off. One reader.
 */
final class RelayedTail implements Content.Source {

    private static final byte[] RECONNECT =
            "event: control\ndata: {\"action\":\"reconnect\",\"reason\":\"owner-gone\"}\n\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Content.Source owner;
    private boolean isEnded;

    /** The last two bytes; a frame ends with an empty line. */
    private int last = '\n' << 8 | '\n';

    RelayedTail(Content.Source owner) {
        this.owner = owner;
    }

    @Override
    public Content.@Nullable Chunk read() {
        if (isEnded) {
            return Content.Chunk.EOF;
        }
        Content.Chunk chunk = owner.read();
        if (chunk == null) {
            return null;
        }
        if (Content.Chunk.isFailure(chunk, true) && last == ('\n' << 8 | '\n')) {
            isEnded = true;
            return Content.Chunk.from(ByteBuffer.wrap(RECONNECT), true);
        }
        ByteBuffer bytes = chunk.getByteBuffer();
        for (int at = Math.max(bytes.position(), bytes.limit() - 2); at < bytes.limit(); at++) {
            last = (last & 0xFF) << 8 | bytes.get(at) & 0xFF;
        }
        return chunk;
    }

    @Override
    public void demand(Runnable onContent) {
        if (isEnded) {
            onContent.run();
        } else {
            owner.demand(onContent);
        }
    }

    @Override
    public void fail(Throwable failure) {
        owner.fail(failure);
    }
}
