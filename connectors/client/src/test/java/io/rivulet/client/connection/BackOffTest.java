package io.rivulet.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    /** BR-41, BR-44. */
    @Test
    void shouldDoubleFromAQuarterOfASecondToThirtySeconds() {
        BackOff backOff = new BackOff();

        assertThat(Stream.generate(backOff::afterFailure).limit(10).map(Duration::toMillis))
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
    }

    /** BR-43. */
    @Test
    void shouldBeginAgainAfterASuccess() {
        BackOff backOff = new BackOff();
        backOff.afterFailure();
        backOff.afterFailure();

        backOff.succeeded();

        assertThat(backOff.failures()).isZero();
        assertThat(backOff.afterFailure()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void shouldNeverOverflow() {
        BackOff backOff = new BackOff();
        for (int i = 0; i < 1000; i++) {
            backOff.afterFailure();
        }

        assertThat(backOff.delay()).isEqualTo(Duration.ofSeconds(30));
    }
}
