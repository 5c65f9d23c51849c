package io.rivulet.client;

import io.rivulet.client.model.RivuletException;
import io.rivulet.client.model.UnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for answers on the caller's thread. */
final class Answers {

    private Answers() {}

    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted before the answer came", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RivuletException known) {
                throw known;
            }
            throw new IllegalStateException("A call failed in a way that is not foreseen", e.getCause());
        }
    }
}
