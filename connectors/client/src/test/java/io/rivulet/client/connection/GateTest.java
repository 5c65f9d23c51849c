package io.rivulet.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.client.ManualTicker;
import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualTicker ticker = new ManualTicker();
    private final Gate gate = new Gate(ticker);

    @Test
    void shouldLetEverybodyPassWhileItIsOpen() {
        assertThat(gate.pass(PATIENCE)).isCompleted();
        assertThat(gate.pass(PATIENCE)).isCompleted();
        assertThat(ticker.alarms()).isEmpty();
    }

    /** BR-50, BR-13: who comes in an outage waits, and is released when there is a connection. */
    @Test
    void shouldReleaseAllWhoWaitWhenOneHasReachedANode() {
        gate.failed();
        CompletableFuture<Void> first = gate.pass(PATIENCE);
        CompletableFuture<Void> second = gate.pass(PATIENCE);

        ticker.advance(Duration.ofMillis(250));
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();

        gate.reached();
        assertThat(second).isCompleted();
        assertThat(gate.pass(PATIENCE)).isCompleted();
        assertThat(ticker.alarms()).isEmpty();
    }

    /** BR-46: however many come and ask, the back-off runs to its end. */
    @Test
    void shouldNotCutABackOffShortForWhoComes() {
        gate.failed();
        ticker.advance(Duration.ofMillis(249));
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(gate.pass(PATIENCE));
        }

        assertThat(calls).noneMatch(CompletableFuture::isDone);
        ticker.advance(Duration.ofMillis(1));
        assertThat(calls.stream().filter(CompletableFuture::isDone)).hasSize(1);
    }

    /** BR-12, BR-14: a second at most. */
    @Test
    void shouldTryAgainAfterASecondAtMost() {
        List<Long> delays = new ArrayList<>();
        gate.failed();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Void> call = gate.pass(Duration.ofHours(1));
            Duration delay = ticker.alarms().get(0);
            delays.add(delay.toMillis());
            ticker.advance(delay);
            assertThat(call).isCompleted();
            gate.failed();
        }

        assertThat(delays).containsExactly(250L, 500L, 1000L, 1000L, 1000L);
    }

    /** Many calls that were under way fail when a node goes: that is one failure, not many. */
    @Test
    void shouldCountAnOutageOnce() {
        gate.failed();
        gate.failed();
        gate.failed();

        assertThat(ticker.alarms()).containsExactly(Duration.ofMillis(250));
    }

    /** BR-51. */
    @Test
    void shouldFailWhoHasWaitedForTenSeconds() {
        gate.failed();
        CompletableFuture<Void> trying = gate.pass(PATIENCE);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(trying).isCompleted();
        CompletableFuture<Void> waiting = gate.pass(PATIENCE);

        ticker.advance(PATIENCE.minusNanos(1));
        assertThat(waiting).isNotDone();
        ticker.advance(Duration.ofNanos(1));

        assertThat(waiting).isCompletedExceptionally();
        assertThat(causeOf(waiting)).isInstanceOf(UnavailableException.class).hasMessageContaining("10000 ms");
    }

    /** BR-51, BR-53. */
    @Test
    void shouldRejectAllAtOnceWhenItIsClosedAndOnlyThen() {
        gate.failed();
        CompletableFuture<Void> first = gate.pass(PATIENCE);
        CompletableFuture<Void> second = gate.pass(PATIENCE);

        gate.close();

        assertThat(causeOf(first)).isInstanceOf(ClientClosedException.class);
        assertThat(causeOf(second)).isInstanceOf(ClientClosedException.class);
        assertThat(causeOf(gate.pass(PATIENCE))).isInstanceOf(ClientClosedException.class);
    }

    /** BR-52. */
    @Test
    void shouldPassOverWhoDoesNotWaitAnyMore() {
        gate.failed();
        CompletableFuture<Void> forgotten = gate.pass(PATIENCE);
        CompletableFuture<Void> waiting = gate.pass(PATIENCE);
        forgotten.cancel(true);

        ticker.advance(Duration.ofMillis(250));

        assertThat(waiting).isCompleted();
    }

    @Test
    void shouldLetTheNextOneTryWhenOneDoesNot() {
        gate.failed();
        CompletableFuture<Void> first = gate.pass(PATIENCE);
        CompletableFuture<Void> second = gate.pass(PATIENCE);
        ticker.advance(Duration.ofMillis(250));
        assertThat(first).isCompleted();

        gate.skipped();

        assertThat(second).isCompleted();
    }

    @Test
    void shouldLetTheFirstOneTryWhoComesAfterTheBackOff() {
        gate.failed();
        ticker.advance(Duration.ofSeconds(5));

        assertThat(gate.pass(PATIENCE)).isCompleted();
        assertThat(gate.pass(PATIENCE)).isNotDone();
    }

    /** The end of a back-off that was overtaken by an answer does not end the next one. */
    @Test
    void shouldNotEndOneBackOffWithAnother() {
        gate.failed();
        ticker.advance(Duration.ofMillis(200));
        gate.reached();
        gate.failed();
        CompletableFuture<Void> call = gate.pass(PATIENCE);

        ticker.advance(Duration.ofMillis(50));
        assertThat(call).isNotDone();
        ticker.advance(Duration.ofMillis(200));
        assertThat(call).isCompleted();
    }

    private static Throwable causeOf(CompletableFuture<Void> failed) {
        return failed.handle((passed, failure) -> failure instanceof CompletionException ? failure.getCause() : failure)
                .join();
    }
}
