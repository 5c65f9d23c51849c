package io.rivulet.engine.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

/** What a group's leader remembers of the copies that it has given out. */
class HandoutsTest {

    private static final Set<String> NODE = Set.of("node-1");
    private static final TaskId OLD = new TaskId(0, 0);
    private static final TaskId NEW = new TaskId(0, 1);

    private Instant now = Instant.EPOCH;
    private final Handouts handouts = new Handouts(() -> now);

    @Test
    void shouldCallACopyWarmOnceItWasKeptForAWhile() {
        // Given
        give(OLD);
        now = now.plusSeconds(1);
        give(OLD, NEW);
        assertThat(handouts.warm(NODE)).isEmpty();

        // When
        now = now.plus(Handouts.COLD).minusSeconds(1);

        // Then
        assertThat(handouts.warm(NODE)).containsExactly(OLD);
        assertThat(handouts.held(NODE)).containsExactlyInAnyOrder(OLD, NEW);
    }

    @Test
    void shouldForgetWhatWasTakenAway() {
        give(OLD);
        give();
        give(OLD);
        now = now.plus(Handouts.COLD).minusMillis(1);

        assertThat(handouts.warm(NODE)).isEmpty();
    }

    @Test
    void shouldNotKnowTheNextLifeOfAProcess() {
        give(OLD);

        assertThat(handouts.knows(NODE)).isTrue();
        assertThat(handouts.knows(Set.of("node-1, started again"))).isFalse();
    }

    @Test
    void shouldKeepACopyWarmThatBecomesItsOwn() {
        // Given
        give(OLD);
        now = now.plus(Handouts.COLD);

        // When
        handouts.note(Map.of(NODE, new Handouts.Share(Set.of(OLD), Set.of(NEW))));

        // Then
        assertThat(handouts.owned(NODE)).containsExactly(OLD);
        assertThat(handouts.warm(NODE)).containsExactly(OLD);
    }

    @Test
    void shouldLookAgainSoonerTheNearerACopyIs() {
        Duration longest = Duration.ofMinutes(1);

        assertThat(SteadyAssignor.pause(0, longest)).isEqualTo(Handouts.COLD);
        assertThat(SteadyAssignor.pause(1_000_000, longest)).isEqualTo(Handouts.COLD.plusSeconds(10));
        assertThat(SteadyAssignor.pause(Long.MAX_VALUE, longest)).isEqualTo(longest);
    }

    private void give(TaskId... copies) {
        handouts.note(Map.of(NODE, new Handouts.Share(Set.of(), Set.of(copies))));
    }
}
