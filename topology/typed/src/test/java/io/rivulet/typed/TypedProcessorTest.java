package io.rivulet.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.testkit.processor.ProcessorContractKit;
import io.rivulet.testkit.processor.ProcessorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A processor of functions; the compiler itself shows that each sees its own types (12.10). */
class TypedProcessorTest extends ProcessorContractKit {

    private static final String PAID = "order.paid";
    private static final String LARGE = "order.large";

    private record Paid(long amount) {}

    private record Total(long sum, int others) {

        Total plus(long amount) {
            return new Total(sum + amount, others);
        }

        /** No component, and so no member of the snapshot, whose schema allows no other. */
        boolean isLarge() {
            return sum >= 100;
        }
    }

    private static final class Till implements ProcessorFactory {

        @Override
        public Contract contract() {
            return Contract.builder("till", "1")
                    .owns(EventDefinition.of(PAID, ""), EventDefinition.of(LARGE, ""))
                    .consumes(Contract.ANY, PAID)
                    .emits(LARGE)
                    .state(
                            "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
                                    + "\"sum\":{\"type\":\"integer\",\"default\":0},\"others\":{\"type\":\"integer\",\"default\":0}}}")
                    .build();
        }

        @Override
        public Processor<?> create(String configuration) {
            return TypedProcessor.withState(Total.class)
                    .reduce(PAID, Paid.class, (total, paid, event) -> total.plus(paid.amount()))
                    .reduceOthers((total, event) -> new Total(total.sum(), total.others() + 1))
                    .effect(PAID, Paid.class, (paid, reduced, context) -> {
                        if (reduced.after().isLarge() && !reduced.before().isLarge()) {
                            EventInput large = EventInput.of(LARGE, JsonPayload.of(paid))
                                    .withIdempotencyKey(context.key("large", reduced.event()));
                            context.blockProcessorWhile(() -> context.append(large));
                        }
                    })
                    .build();
        }
    }

    @Override
    protected ProcessorFactory factory() {
        return new Till();
    }

    @Override
    protected List<EventInput> history() {
        return List.of(paid(60), EventInput.of("note", Payload.json("[")), paid(60), paid(1));
    }

    @Test
    void shouldReducePayloadsAsRecordsAndTheRestUnparsed() {
        ProcessorHarness till = ProcessorHarness.of(new Till());
        history().forEach(till::append);

        till.deliver();

        assertThat(till.state()).isEqualTo("{\"sum\":121,\"others\":2}");
        assertThat(till.emitted())
                .extracting(event -> event.payload())
                .containsExactly(Payload.json("{\"amount\":60}"));
    }

    @Test
    void shouldSayWhichPayloadDoesNotFit() {
        ProcessorHarness till = ProcessorHarness.of(new Till()).append(PAID, "{\"amount\":\"much\"}");

        assertThatThrownBy(till::deliver)
                .hasMessageContaining("reducing order.paid")
                .hasMessageContaining("Paid");
    }

    @Test
    void shouldIgnoreMembersThatARecordDoesNotHave() {
        ProcessorHarness till = ProcessorHarness.of(new Till()).append(PAID, "{\"amount\":5,\"currency\":\"EUR\"}");

        assertThat(till.deliver().state()).isEqualTo("{\"sum\":5,\"others\":0}");
    }

    @Test
    void shouldRefuseTwoFunctionsForOneType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedProcessor.withState(Total.class)
                        .reduce(PAID, (total, event) -> total)
                        .reduce(PAID, (total, event) -> total))
                .withMessageContaining(PAID);
    }

    private static EventInput paid(long amount) {
        return EventInput.of(PAID, JsonPayload.of(new Paid(amount)));
    }
}
