package io.rivulet.testkit.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.rivulet.api.EventInput;
import io.rivulet.plugins.contract.InvalidJsonException;
import io.rivulet.testkit.processor.Tally.Flaw;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Checks are worth what they find: each flaw is found, by the check that is there for it. */
class ProcessorChecksTest {

    private static final List<EventInput> HISTORY = Collections.nCopies(9, EventInput.of(Tally.TICK, null));

    private static final Map<Flaw, Consumer<ProcessorChecks>> FINDERS = new EnumMap<>(Map.of(
            Flaw.REDUCES_BY_CHANCE, ProcessorChecks::reduceIsDeterministic,
            Flaw.CHANGES_ITS_ARGUMENT, ProcessorChecks::reduceIsDeterministic,
            Flaw.COUNTS_BATCHES, ProcessorChecks::batchBoundariesDoNotMatter,
            Flaw.HAS_NO_KEY, ProcessorChecks::repeatedBatchesAppendNothingNew,
            Flaw.KEYS_BY_CALLS, ProcessorChecks::repeatedBatchesAppendNothingNew,
            Flaw.FORGETS_IN_SNAPSHOTS, ProcessorChecks::snapshotsGoOn,
            Flaw.BREAKS_ITS_SCHEMA, ProcessorChecks::snapshotsGoOn));

    @Test
    void shouldFindNothingWrongWithAProcessorThatBehaves() {
        ProcessorChecks checks = checks(Flaw.NONE);

        checks.contractHolds();
        Set.copyOf(FINDERS.values()).forEach(check -> check.accept(checks));
    }

    @Test
    void shouldFindEachFlaw() {
        FINDERS.forEach((flaw, check) -> assertThatCode(() -> check.accept(checks(flaw)))
                .as(flaw.name())
                .isInstanceOfAny(AssertionError.class, InvalidJsonException.class));
        assertThat(FINDERS).hasSize(Flaw.values().length - 1);
    }

    @Test
    void shouldAskForAHistoryThatShowsSomething() {
        assertThatCode(() -> new ProcessorChecks(() -> new Tally(Flaw.NONE), "{}", List.of()).contractHolds())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("these checks need two at least");
    }

    private static ProcessorChecks checks(Flaw flaw) {
        return new ProcessorChecks(() -> new Tally(flaw), "{}", HISTORY);
    }
}
