package io.rivulet.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamTallyTest {

    @Test
    void shouldCountEachStreamOnce() {
        StreamTally tally = new StreamTally();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100_000; i++) {
                tally.add("/stream/" + i);
            }
        }

        assertThat(tally.count()).isEqualTo(100_000);
    }
}
