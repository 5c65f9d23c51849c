package io.rivulet.testkit.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.processor.AppendRefusedException;
import io.rivulet.testkit.processor.Tally.Flaw;
import org.junit.jupiter.api.Test;

class ProcessorHarnessTest {

    private final ProcessorHarness tally = ProcessorHarness.of(new Tally(Flaw.NONE));

    @Test
    void shouldDeliverWhatWasAppendedAndWhatTheProcessorAppended() {
        tally.append(Tally.TICK, null)
                .append("other", null)
                .append(Tally.TICK, null)
                .deliver();

        assertThat(tally.state()).isEqualTo("{\"count\":2}");
        assertThat(tally.emitted()).extracting(event -> event.type()).containsExactly(Tally.TOCK, Tally.TOCK);
        assertThat(tally.checkpoint()).isEqualTo(tally.emitted().get(1).offset());
    }

    @Test
    void shouldAppendOnceThoughTheEventsComeTwice() {
        tally.append(Tally.TICK, null).deliver().deliverAgain();

        assertThat(tally.emitted()).hasSize(1);
        assertThat(tally.state()).isEqualTo("{\"count\":1}");
    }

    /** AP-9, AP-6: what an author has to reckon with on a paused stream. */
    @Test
    void shouldRefuseOrdinaryEventsWhilePaused() {
        tally.append(EventInput.of(Tally.TICK, null).withIdempotencyKey("one"));
        tally.append(CoreEvents.PAUSED, null);

        assertThatThrownBy(() -> tally.append(Tally.TICK, null)).isInstanceOf(AppendRefusedException.class);
        tally.append(EventInput.of(Tally.TICK, null).withIdempotencyKey("one"));
        tally.append(CoreEvents.RESUMED, null).append(Tally.TICK, null).deliver();

        assertThat(tally.state()).isEqualTo("{\"count\":2}");
    }

    @Test
    void shouldRefuseAnEventThatExpectedAnotherHead() {
        assertThatThrownBy(() -> tally.append(EventInput.of(Tally.TICK, null).withExpectedOffset(7L)))
                .isInstanceOf(AppendRefusedException.class)
                .hasMessageContaining("expected-offset");
        tally.append(EventInput.of(Tally.TICK, null).withExpectedOffset(EventInput.NO_STREAM));
    }
}
