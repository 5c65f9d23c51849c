package io.rivulet.engine.announce;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Tells ancestors, some of them at the same time, and learns which could not be told. All of its steps are on one thread. */
final class Teller {

    private static final int ABREAST = 16;

    private final ChildAppends appends;
    private final Executor thread;

    Teller(ChildAppends appends, Executor thread) {
        this.appends = appends;
        this.thread = thread;
    }

    /**
     * Tells each ancestor its events. Completes with those that could not be told, and why; never exceptionally.
     *
     * @param isRepeated whether they may have been told before. Then it is one by one: what is known costs no record then, and in
     *     a batch with something new it would
     */
    CompletableFuture<Map<StreamPath, String>> tell(Map<StreamPath, List<EventInput>> news, boolean isRepeated) {
        Map<StreamPath, String> failures = new LinkedHashMap<>();
        List<CompletableFuture<Void>> abreast =
                new ArrayList<>(Collections.nCopies(ABREAST, CompletableFuture.completedFuture(null)));
        int next = 0;
        for (Map.Entry<StreamPath, List<EventInput>> one : news.entrySet()) {
            int place = next++ % ABREAST;
            abreast.set(
                    place,
                    abreast.get(place)
                            .thenComposeAsync(done -> tell(one.getKey(), one.getValue(), isRepeated), thread)
                            .handleAsync(
                                    (done, failure) -> {
                                        if (failure != null) {
                                            failures.put(one.getKey(), reason(failure));
                                        }
                                        return null;
                                    },
                                    thread));
        }
        return CompletableFuture.allOf(abreast.toArray(CompletableFuture[]::new))
                .thenApplyAsync(done -> failures, thread);
    }

    private CompletableFuture<Void> tell(StreamPath ancestor, List<EventInput> events, boolean isRepeated) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (!isRepeated) {
            return append(ancestor, events);
        }
        CompletableFuture<Void> told = CompletableFuture.completedFuture(null);
        for (EventInput event : events) {
            told = told.thenComposeAsync(done -> append(ancestor, List.of(event)), thread);
        }
        return told;
    }

    private CompletableFuture<Void> append(StreamPath ancestor, List<EventInput> events) {
        return appends.append(ancestor, events)
                .<Void>thenApply(appended -> null)
                .toCompletableFuture();
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
