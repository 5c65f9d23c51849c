package io.rivulet.testkit.processor;

import io.rivulet.api.EventInput;
import io.rivulet.api.processor.ProcessorFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the host relies on, as tests of any processor. Extend it, give it the factory and a history that shows what the
 * processor does, and run it with JUnit.
 *
 * <pre>{@code
 * class TillContractTest extends ProcessorContractKit {
 *     protected ProcessorFactory factory() { return new TillFactory(); }
 *     protected List<EventInput> history() { return List.of(EventInput.of("order.paid", Payload.json("{\"amount\":12}"))); }
 * }
 * }</pre>
 */
public abstract class ProcessorContractKit {

    /** A new factory. */
    protected abstract ProcessorFactory factory();

    /** Events of one stream, at least two of them consumed: the more of the processor they show, the better. */
    protected abstract List<EventInput> history();

    /** The configuration to run under, {@code {}} for none. */
    protected String configuration() {
        return "{}";
    }

    /** Every event type has an owner, every schema compiles, every example satisfies its schema, and so does the first state. */
    @Test
    protected void shouldHaveAContractThatHolds() {
        checks().contractHolds();
    }

    /** The same events give the same states, and what is handed to reduce is not changed. */
    @Test
    protected void shouldReduceDeterministically() {
        checks().reduceIsDeterministic();
    }

    /** However events are cut into batches, states and emitted events are the same. */
    @Test
    protected void shouldNotDependOnTheBoundariesOfBatches() {
        checks().batchBoundariesDoNotMatter();
    }

    /** When all batches come a second time, no stream has an event more. */
    @Test
    protected void shouldAppendNothingNewWhenBatchesAreRepeated() {
        checks().repeatedBatchesAppendNothingNew();
    }

    /** Every state satisfies its schema, reads back as it was written, and goes on as if nothing had happened. */
    @Test
    protected void shouldGoOnFromAnySnapshot() {
        checks().snapshotsGoOn();
    }

    private ProcessorChecks checks() {
        return new ProcessorChecks(this::factory, configuration(), history());
    }
}
