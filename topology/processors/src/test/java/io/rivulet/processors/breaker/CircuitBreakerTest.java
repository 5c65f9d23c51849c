package io.rivulet.processors.breaker;

import static io.rivulet.processors.breaker.CircuitBreakerFactory.CONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.processor.AppendRefusedException;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.testkit.processor.ProcessorContractKit;
import io.rivulet.testkit.processor.ProcessorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitBreakerTest extends ProcessorContractKit {

    private static final String LIMIT_OF_THREE = "{\"burstCapacity\":3,\"refillRatePerMinute\":60}";

    @Override
    protected ProcessorFactory factory() {
        return new CircuitBreakerFactory();
    }

    /** A flood, so that the breaker trips. */
    @Override
    protected List<EventInput> history() {
        List<EventInput> events = new ArrayList<>();
        events.add(EventInput.of(CONFIGURED, Payload.json("{\"burstCapacity\":3,\"refillRatePerMinute\":6}")));
        events.addAll(Collections.nCopies(9, EventInput.of("noise", null)));
        return events;
    }

    /** CB-2. */
    @Test
    void shouldBeginWithItsDefaults() {
        assertThat(ProcessorHarness.of(new CircuitBreakerFactory()).state())
                .isEqualTo("{\"availableTokens\":100000.0,\"lastRefillMs\":null,\"burstCapacity\":100000,"
                        + "\"refillRatePerMinute\":6000000,\"filledAt\":-1}");
    }

    /** CB-1, CB-8, 12.11.6: it asks, and the gate refuses the next ordinary event. */
    @Test
    void shouldPauseAFloodedStream() {
        ProcessorHarness breaker = limited();

        flood(breaker, 4).deliver();

        assertThat(breaker.emitted()).singleElement().satisfies(pause -> {
            assertThat(pause.type()).isEqualTo(CoreEvents.PAUSED);
            assertThat(text(pause)).startsWith("{\"reason\":\"circuit breaker tripped");
            assertThat(pause.idempotencyKey()).startsWith("circuit-breaker/stream-paused@");
        });
        assertThatThrownBy(() -> breaker.append("noise", null)).isInstanceOf(AppendRefusedException.class);
    }

    /** CB-4, 12.5.3: both pause and resume fill the bucket. */
    @Test
    void shouldBeFullAgainAfterPauseAndResume() {
        ProcessorHarness breaker = limited();
        flood(breaker, 4).deliver();
        assertThat(breaker.state()).contains("\"availableTokens\":3.0");

        breaker.append(CoreEvents.RESUMED, null);
        flood(breaker, 3).deliver();

        assertThat(breaker.state()).contains("\"availableTokens\":0.0");
        assertThat(breaker.emitted()).hasSize(1);
    }

    /** CB-8: it asks again as long as it is in deficit, with one key; so a flood is one pause, however it is cut into batches. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void shouldAskAgainWhileInDeficitAndPauseOnce(int batch) {
        ProcessorHarness breaker = flood(limited(), 10);

        breaker.deliverAgain(batch);

        assertThat(breaker.emitted()).hasSize(1);
        assertThat(breaker.streams().backgroundFailures()).isEmpty();
    }

    /** CB-8, PR-25: what it asked before a crash it asks again after it, when the stream may have been opened. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void shouldNotPauseAgainForAFloodThatIsOver(int batch) {
        ProcessorHarness breaker = flood(limited(), 10).deliver();
        breaker.append(CoreEvents.RESUMED, null).append("noise", null);

        breaker.deliverAgain(batch);

        assertThat(breaker.emitted()).hasSize(1);
        assertThat(breaker.append("noise", null).deliver().emitted()).hasSize(1);
    }

    /** CB-8: somebody else was faster, and its own pause was refused; it does not make up for it later. */
    @Test
    void shouldNotMakeUpForAPauseThatWasRefused() {
        ProcessorHarness breaker = flood(limited(), 5).append(CoreEvents.PAUSED, null);
        breaker.append(CoreEvents.RESUMED, null).append("noise", null);

        breaker.deliver();

        assertThat(breaker.emitted()).isEmpty();
    }

    /** CB-8: the next flood is another one. */
    @Test
    void shouldPauseAgainForTheNextFlood() {
        ProcessorHarness breaker = flood(limited(), 4).deliver();
        breaker.append(CoreEvents.RESUMED, null);

        flood(breaker, 4).deliver();

        assertThat(breaker.emitted()).hasSize(2);
    }

    /** CB-4: a new owner changes nothing. */
    @Test
    void shouldSpendNothingOnWoken() {
        ProcessorHarness breaker = limited();
        String before = breaker.deliver().state();

        breaker.append(CoreEvents.WOKEN, "{\"incarnationId\":\"a\"}").deliver();

        assertThat(breaker.state()).isEqualTo(before);
    }

    /** CB-9: what it did depends on the times of events alone. */
    @Test
    void shouldComeToTheSameStateAndPauseOnReplay() {
        ProcessorHarness breaker = limited();
        flood(breaker, 2);
        breaker.streams().advance(Duration.ofMillis(700));
        flood(breaker, 2).deliver();
        String state = breaker.state();
        List<Event> pauses = breaker.emitted();

        breaker.deliverAgain();

        assertThat(breaker.state()).isEqualTo(state);
        assertThat(breaker.emitted()).isEqualTo(pauses);
    }

    /** CB-6: a clock that goes back does not trip it. */
    @Test
    void shouldNotTripWhenTimeGoesBack() {
        ProcessorHarness breaker = limited();

        breaker.streams().advance(Duration.ofDays(-1));
        flood(breaker, 3).deliver();

        assertThat(breaker.emitted()).isEmpty();
    }

    /** CB-10, 12.11.7: a flood before it was attached is history. */
    @Test
    void shouldNotPauseForWhatHappenedBeforeItWasAttached() {
        ProcessorHarness breaker = attachedAfterTheFlood();

        breaker.deliver();

        assertThat(breaker.emitted()).isEmpty();
        assertThat(breaker.state()).contains("\"availableTokens\":-2.0");
    }

    /** CB-8, CB-10, T6: it is in deficit by history, and the first event of the present trips it. */
    @Test
    void shouldPauseOnALiveEventThoughItTrippedBeforeItWasAttached() {
        ProcessorHarness breaker = attachedAfterTheFlood();
        breaker.deliver();

        breaker.append("noise", null).deliver();

        assertThat(breaker.emitted()).hasSize(1);
    }

    private static ProcessorHarness limited() {
        return ProcessorHarness.of(new CircuitBreakerFactory()).append(CONFIGURED, LIMIT_OF_THREE);
    }

    private static ProcessorHarness attachedAfterTheFlood() {
        ProcessorHarness first = flood(limited(), 5);
        List<Event> events = first.streams().events(ProcessorHarness.STREAM);
        ProcessorHarness breaker = ProcessorHarness.attachedAt(
                new CircuitBreakerFactory(), events.get(5).offset());
        return flood(breaker.append(CONFIGURED, LIMIT_OF_THREE), 5);
    }

    private static ProcessorHarness flood(ProcessorHarness breaker, int events) {
        for (int i = 0; i < events; i++) {
            breaker.append("noise", "{}");
        }
        return breaker;
    }

    private static String text(Event event) {
        return new String(event.payload().bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
