package io.rivulet.app.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    /** BR-41, BR-44. */
    @Test
    void shouldDoubleUpToHalfAMinuteAndStayThere() {
        BackOff backOff = new BackOff();

        assertThat(Stream.generate(backOff::afterFailure).limit(10).map(delay -> delay.toMillis()))
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L, 30_000L);
    }

    @Test
    void shouldBeginAnewAfterSuccess() {
        BackOff backOff = new BackOff();
        backOff.afterFailure();
        backOff.afterFailure();

        backOff.succeeded();

        assertThat(backOff.afterFailure()).hasMillis(250);
    }
}
