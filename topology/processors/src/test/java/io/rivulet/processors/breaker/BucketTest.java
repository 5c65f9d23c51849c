package io.rivulet.processors.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.Event;
import io.rivulet.api.StreamId;
import io.rivulet.api.StreamPath;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The arithmetic of the circuit breaker, 12.5 and T5 of 12.13. */
class BucketTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static final Bucket EMPTY = new Bucket(0, null, 2, 60, Bucket.NEVER);

    /** CB-5, CB-7: zero is not tripped, half a token later it is. */
    @Test
    void shouldSpendATokenPerEventAndRefillByTime() {
        Bucket full = EMPTY.filled(at(7));

        Bucket empty = full.spent(NOON).spent(NOON);
        assertThat(empty.availableTokens()).isZero();
        assertThat(empty.isInDeficit()).isFalse();

        Bucket halfAToken = empty.spent(NOON.plusMillis(500));
        assertThat(halfAToken.availableTokens()).isEqualTo(-0.5);
        assertThat(halfAToken.isInDeficit()).isTrue();
    }

    /** CB-5. */
    @Test
    void shouldNeverHoldMoreThanTheBurst() {
        assertThat(EMPTY.filled(at(7)).spent(NOON.plusSeconds(3600)).availableTokens())
                .isEqualTo(1);
    }

    /** CB-5: with no refill yet the bucket is full. */
    @Test
    void shouldBeginFull() {
        assertThat(new Bucket(0, null, 10, 60, 7).spent(NOON)).isEqualTo(new Bucket(9, NOON.toEpochMilli(), 10, 60, 7));
    }

    /** CB-3. */
    @Test
    void shouldTakeNewLimitsAndFillUp() {
        assertThat(new Bucket(-5, 0L, 10, 60, 7).configured(new Limits(3, 7), at(9)))
                .isEqualTo(new Bucket(3, NOON.toEpochMilli(), 3, 7, 9));
    }

    /** CB-6, T5: a clock that goes back costs the one token and no more. */
    @Test
    void shouldLoseOneTokenOnlyWhenTimeGoesBack() {
        Bucket five = new Bucket(5, NOON.toEpochMilli(), 10, 60_000, 7);

        assertThat(five.spent(NOON.minusSeconds(60)).availableTokens()).isEqualTo(4);
    }

    private static Event at(long offset) {
        return new Event(
                new StreamId("test", new StreamPath("/stream")), offset, 0, "any", null, NOON, null, null, null);
    }
}
