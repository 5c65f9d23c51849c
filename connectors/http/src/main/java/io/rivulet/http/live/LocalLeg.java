package io.rivulet.http.live;

import io.rivulet.engine.Namespace;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.tail.Ending;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.engine.tail.Tail;
import io.rivulet.engine.tail.TailBatch;
import io.rivulet.engine.tail.TailSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** To a stream that this node owns. It takes a batch when it is its subscription's turn on the socket, and not before. */
final class LocalLeg implements Leg, TailSink {

    private final LiveSubscription subscription;
    private final Namespace namespace;
    private final Subscription wanted;
    private final Turns turns;
    private final CompletableFuture<Void> isOpened = new CompletableFuture<>();
    private final AtomicReference<@Nullable Tail> tail = new AtomicReference<>();
    private volatile @Nullable Ending ending;

    LocalLeg(LiveSubscription subscription, Namespace namespace, Subscription wanted, Turns turns) {
        this.subscription = subscription;
        this.namespace = namespace;
        this.wanted = wanted;
        this.turns = turns;
    }

    @Override
    public void open() {
        Tail opened = namespace.tail(subscription.path(), wanted, this);
        tail.set(opened);
        subscription.opened(this, opened.key());
        Ending closed = ending;
        if (closed != null) {
            opened.close(closed);
        }
        isOpened.complete(null);
    }

    @Override
    public CompletableFuture<Void> turn() {
        return isOpened.thenCompose(done -> turns.begin());
    }

    @Override
    public void pass() {
        turns.end();
    }

    @Override
    public CompletionStage<Void> deliver(TailBatch batch) {
        return subscription
                .deliver(
                        this,
                        batch.incarnation(),
                        batch.isReset(),
                        batch.cursor(),
                        LiveFrames.batch(subscription.id(), batch))
                .whenComplete((done, failure) -> turns.end());
    }

    @Override
    public void ended(Ending why, long after) {
        subscription.legEnded(this, why, after);
    }

    @Override
    public void close(Ending why) {
        ending = why;
        Tail opened = tail.get();
        if (opened != null) {
            opened.close(why);
        }
    }

    @Override
    public long head() {
        Tail opened = tail.get();
        return opened == null ? -1 : opened.head();
    }

    @Override
    public @Nullable Address peer() {
        return null;
    }
}
