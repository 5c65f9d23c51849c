package io.rivulet.http.append;

import io.rivulet.engine.cluster.Address;
import io.rivulet.http.cluster.Onward;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.RivuletHeader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An append of an exchange that another node judges. */
final class OnwardAppend implements Onward {

    private final Exchange exchange;
    private final Address owner;
    private final Supplier<CompletableFuture<Peers.Reply>> sending;
    private final BiConsumer<Problem, Boolean> onNoAnswer;
    private volatile @Nullable CompletableFuture<Peers.Reply> reply;

    /**
     * @param sending sends it
     * @param onNoAnswer takes why there is no answer, and whether the other node may have acted all the same
     */
    OnwardAppend(
            Exchange exchange,
            Address owner,
            Supplier<CompletableFuture<Peers.Reply>> sending,
            BiConsumer<Problem, Boolean> onNoAnswer) {
        this.exchange = exchange;
        this.owner = owner;
        this.sending = sending;
        this.onNoAnswer = onNoAnswer;
    }

    @Override
    public Address peer() {
        return owner;
    }

    @Override
    public void send() {
        CompletableFuture<Peers.Reply> sent = sending.get();
        reply = sent;
        var unused = sent.whenComplete((answer, failure) -> exchange.guard(() -> over(answer, failure)));
    }

    @Override
    public void abort(Throwable why) {
        CompletableFuture<Peers.Reply> sent = reply;
        if (sent != null) {
            sent.completeExceptionally(why);
        }
    }

    private void over(Peers.Reply answer, @Nullable Throwable failure) {
        if (failure != null) {
            onNoAnswer.accept(Peers.silent(owner, failure), Peers.mayHaveActed(failure));
            return;
        }
        Problem elsewhere = answer.elsewhere();
        if (elsewhere != null) {
            onNoAnswer.accept(elsewhere, elsewhere.type() == ProblemType.UNAVAILABLE);
            return;
        }
        exchange.set(RivuletHeader.NODE, owner.toString());
        if (answer.problem().isEmpty()) {
            exchange.answer(answer.status(), MediaType.JSON, ByteBuffer.wrap(answer.body()));
        } else {
            exchange.fail(answer.status(), answer.problem(), answer.retryAfterSeconds(), answer.body());
        }
    }
}
