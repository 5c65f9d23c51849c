package io.rivulet.http.imports;

import io.rivulet.engine.cluster.Address;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.util.Callback;

/**
 * The lines of an import for one other node: an import there, that answers with the verdict of each line. When it breaks,
 * the outcome of what was not answered is unknown. Once the other node has not taken a line it takes no further one, so that none
 * overtakes it; further lines need another writer. Offered by one thread, answered on others.
 */
final class PeerWriter implements Writer, Response.ContentListener, Response.CompleteListener {

    /** How much may wait to be sent. */
    private static final int UNSENT_BYTES = 1 << 20;

    private static final Duration SHORTLY = Duration.ofMillis(50);

    private final Address peer;
    private final AsyncRequestContent body = new AsyncRequestContent(MediaType.NDJSON);
    private final Semaphore unsent = new Semaphore(UNSENT_BYTES);
    private final Map<Long, CompletableFuture<Verdict>> waiting = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private long lines;
    private volatile boolean isEnded;
    private volatile boolean isRefusing;

    private PeerWriter(Address peer) {
        this.peer = peer;
    }

    static PeerWriter open(Peers peers, Address peer, String namespace) {
        PeerWriter writer = new PeerWriter(peer);
        peers.importing(peer, namespace)
                .headers(headers -> headers.put("Accept", MediaType.NDJSON))
                .body(writer.body)
                .send(writer);
        return writer;
    }

    @Override
    public boolean isClosed() {
        return isEnded || isRefusing;
    }

    @Override
    public Offer offer(Line line) throws InterruptedException {
        ByteBuffer bytes = line.toBody();
        int size = Math.min(bytes.remaining(), UNSENT_BYTES);
        unsent.acquire(size);
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        waiting.put(++lines, verdict);
        body.write(bytes, Callback.from(() -> unsent.release(size), failure -> unsent.release(size)));
        if (isEnded) {
            loseAll("it ended the import");
        }
        return new Offer(line, verdict);
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        while (content.hasRemaining()) {
            byte next = content.get();
            if (next != '\n') {
                answer.write(next);
                continue;
            }
            VerdictLine line = VerdictLine.read(answer.toByteArray());
            answer.reset();
            if (line != null) {
                if (line.verdict() instanceof Verdict.NotNow) {
                    isRefusing = true;
                }
                complete(line.number(), line.verdict());
            }
        }
    }

    @Override
    public void onComplete(Result result) {
        isEnded = true;
        loseAll(
                result.isFailed()
                        ? String.valueOf(result.getFailure().getMessage())
                        : "it answered " + result.getResponse().getStatus());
    }

    private void loseAll(String why) {
        Verdict lost =
                Verdict.of(Problem.of(ProblemType.UNAVAILABLE, "The node " + peer + " did not tell the outcome: " + why)
                        .after(SHORTLY));
        List.copyOf(waiting.keySet()).forEach(line -> complete(line, lost));
    }

    private void complete(long line, Verdict verdict) {
        CompletableFuture<Verdict> waited = waiting.remove(line);
        if (waited != null) {
            waited.complete(verdict);
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
