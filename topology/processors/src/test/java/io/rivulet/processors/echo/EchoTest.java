package io.rivulet.processors.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.testkit.processor.ProcessorContractKit;
import io.rivulet.testkit.processor.ProcessorHarness;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EchoTest extends ProcessorContractKit {

    @Override
    protected ProcessorFactory factory() {
        return new EchoFactory();
    }

    @Override
    protected List<EventInput> history() {
        return Collections.nCopies(9, EventInput.of(EchoFactory.INPUT, Payload.json("\"hello\"")));
    }

    /** PR-60, 12.11.1. */
    @Test
    void shouldCountInputsAndAnswerEachWithTheCount() {
        ProcessorHarness echo = ProcessorHarness.of(new EchoFactory());

        echo.append(EchoFactory.INPUT, "\"hello\"")
                .append("other", "{}")
                .append(EchoFactory.INPUT, null)
                .deliver();

        assertThat(echo.state()).isEqualTo("{\"seen\":2}");
        assertThat(echo.emitted())
                .extracting(Event::payload)
                .containsExactly(Payload.json("{\"seen\":1}"), Payload.json("{\"seen\":2}"));
        long input = echo.streams().events(ProcessorHarness.STREAM).get(0).offset();
        assertThat(echo.emitted().get(0).idempotencyKey()).isEqualTo("echo-example/output@" + input);
    }

    /** PR-60: nothing seen, before the first event. */
    @Test
    void shouldHaveSeenNothingAtFirst() {
        assertThat(ProcessorHarness.of(new EchoFactory()).state()).isEqualTo("{\"seen\":0}");
    }

    /** 12.11.2. */
    @Test
    void shouldNotAnswerTwiceWhenABatchComesAgain() {
        ProcessorHarness echo = ProcessorHarness.of(new EchoFactory()).append(EchoFactory.INPUT, "1");

        echo.deliver().deliverAgain();

        assertThat(echo.emitted()).hasSize(1);
    }
}
