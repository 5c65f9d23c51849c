package io.rivulet.app.tail;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.Printable;
import io.rivulet.client.StreamClient;
import io.rivulet.client.model.StreamEvent;
import io.rivulet.client.subscription.Checkpoint;
import io.rivulet.client.subscription.Failure;
import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.StatusListener;
import io.rivulet.client.subscription.StreamCopy;
import io.rivulet.client.subscription.Subscription;
import io.rivulet.client.subscription.SubscriptionStatus;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import io.rivulet.client.subscription.SubscriptionStatus.Stopped;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import io.rivulet.client.subscription.SubscriptionStatus.Subscribed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stream over any number of connections and hands on each of its events once, in order. What it remembers is where it is, in
 * memory: it is a copy of nothing.
 *
 * <p>The first connection must succeed. After that a lost one is opened again, from the last event handed on, however
 * often and however long it takes, unless the node refuses.
 */
final class TailSession implements StreamCopy, StatusListener {

    private final Predicate<List<StreamEvent>> sink;
    private final Consumer<String> notices;
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private Checkpoint checkpoint;
    private boolean wasSubscribed;

    /**
     * @param after the offset to begin after, null to begin with what comes
     * @param sink takes new events, never none; false to end
     * @param notices takes sentences on connections lost and found
     */
    TailSession(@Nullable Long after, Predicate<List<StreamEvent>> sink, Consumer<String> notices) {
        this.checkpoint = after == null ? Checkpoint.NOW : Checkpoint.after(after);
        this.sink = sink;
        this.notices = notices;
    }

    /**
     * Runs until the sink has had enough.
     *
     * @throws CommandFailure when the node refuses, or the first connection fails
     */
    void run(StreamClient stream, String... types) throws InterruptedException {
        subscription.complete(stream.subscribe(this, this, types));
        try {
            end.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure known) {
                throw known;
            }
            throw new IllegalStateException("A tail ended in a way that is not foreseen", e.getCause());
        } finally {
            subscription.join().close();
        }
    }

    @Override
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public void ingest(List<StreamEvent> events, Checkpoint next) {
        checkpoint = next;
        if (!events.isEmpty() && !sink.test(events)) {
            subscription.join().close();
            end.complete(null);
        }
    }

    @Override
    public void discard(Checkpoint next) {
        checkpoint = next;
        notices.accept("The stream was reset: what follows is its new life.");
    }

    @Override
    public void changed(SubscriptionStatus status) {
        if (status instanceof Subscribed) {
            wasSubscribed = true;
        } else if (status instanceof Reconnecting lost) {
            lost(lost.failure(), lost.delay());
        } else if (status instanceof Stuck stuck) {
            lost(stuck.failure(), stuck.delay());
        } else if (status instanceof Stopped stopped) {
            end(new CommandFailure(
                    ExitCode.REFUSED, Printable.of(stopped.failure().detail())));
        }
    }

    private void lost(Failure failure, Duration delay) {
        String why = Printable.of(failure.detail());
        if (failure.kind() == Kind.REFUSED) {
            end(new CommandFailure(ExitCode.REFUSED, why));
        } else if (!wasSubscribed) {
            end(new CommandFailure(ExitCode.UNAVAILABLE, why));
        } else {
            notices.accept("Tail lost: " + why + ". Resuming in " + delay.toMillis() + " ms.");
        }
    }

    private void end(CommandFailure failure) {
        subscription.join().close();
        end.completeExceptionally(failure);
    }
}
