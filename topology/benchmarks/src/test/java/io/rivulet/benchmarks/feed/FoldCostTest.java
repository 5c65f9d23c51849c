package io.rivulet.benchmarks.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.benchmarks.rows.CountingRows;
import io.rivulet.benchmarks.workload.GroupedWorkload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldCostTest {

    private static final int EVENTS = 4_001;

    /** The first event of the stream has a row of its own, and the last group is still open. */
    @ParameterizedTest
    @CsvSource({"10, 400", "200, 20", "1000, 20", "1000000, 20"})
    void shouldPutARowForAGroupOrForTwoHundredEventsOfIt(long groupSize, long rows) {
        // Given
        CountingRows counted = new CountingRows();

        // When
        FoldCost.pure(new GroupedWorkload(EVENTS, 50, groupSize), counted);

        // Then
        assertThat(counted.feed().rows()).isEqualTo(rows);
        assertThat(counted.mirror().rows()).isEqualTo(EVENTS);
        assertThat(counted.keys().rows()).isEqualTo(EVENTS);
        assertThat(counted.feed().bytes()).isBetween(rows * 32, rows * 64);
    }
}
