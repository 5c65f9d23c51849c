package io.rivulet.api.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import org.junit.jupiter.api.Test;

class ContractTest {

    private static final EventDefinition PLACED = EventDefinition.of("order.placed", "as the till defines it");
    private static final Contract TILL =
            Contract.builder("till", "1").owns(PLACED).build();

    /** PR-2: local ownership wins in look-ups. */
    @Test
    void shouldFindItsOwnDefinitionBeforeThatOfADependency() {
        EventDefinition own = EventDefinition.of("order.placed", "as the counter defines it");
        Contract counter =
                Contract.builder("counter", "1").owns(own).dependsOn(TILL).build();

        assertThat(counter.find("order.placed")).contains(own);
    }

    @Test
    void shouldFindTheEventsOfADependency() {
        Contract counter = Contract.builder("counter", "1")
                .dependsOn(TILL)
                .dependsOn(CoreCatalogue.events())
                .build();

        assertThat(counter.find("order.placed")).contains(PLACED);
        assertThat(counter.find(CoreEvents.PAUSED)).isPresent();
        assertThat(counter.find("order.paid")).isEmpty();
    }

    /** PR-3: a dependency alone does not make its events consumed. */
    @Test
    void shouldConsumeOnlyWhatIsNamed() {
        Contract counter = Contract.builder("counter", "1")
                .dependsOn(TILL)
                .consumes("order.paid")
                .build();

        assertThat(counter.consumes("order.paid")).isTrue();
        assertThat(counter.consumes("order.placed")).isFalse();
    }

    /** PR-3: with the wildcard everything is consumed, and only the named types are checked. */
    @Test
    void shouldConsumeEverythingByTheWildcard() {
        Contract counter = Contract.builder("counter", "1")
                .consumes(Contract.ANY, "order.paid")
                .build();

        assertThat(counter.consumes("anything")).isTrue();
        assertThat(counter.consumesByName("anything")).isFalse();
        assertThat(counter.consumesByName("order.paid")).isTrue();
        assertThat(counter.consumesByName(Contract.ANY)).isFalse();
    }
}
