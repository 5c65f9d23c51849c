package io.rivulet.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {

    @Test
    void shouldStartWithAnotherOneEachRound() {
        List<String> contenders = List.of("a", "b", "c");

        assertThat(new Round(0).inTurn(contenders)).containsExactly("a", "b", "c");
        assertThat(new Round(1).inTurn(contenders)).containsExactly("b", "c", "a");
        assertThat(new Round(2).inTurn(contenders)).containsExactly("c", "a", "b");
        assertThat(new Round(3).inTurn(contenders)).containsExactly("a", "b", "c");
    }
}
