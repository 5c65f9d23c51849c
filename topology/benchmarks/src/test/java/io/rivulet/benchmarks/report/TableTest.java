package io.rivulet.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void shouldTakeTheMedianOfTheRatiosOfEachRound() {
        // Given
        Table.Builder builder = new Table.Builder("200 B", "events/s", "stock");
        builder.add("stock", 1);
        builder.clear();
        builder.add("stock", 100);
        builder.add("ours", 300);
        builder.add("stock", 50);
        builder.add("ours", 200);
        builder.add("stock", 1000);
        builder.add("ours", 1000);

        // When
        Table table = builder.build();

        // Then
        assertThat(table.series().get(1).median()).isEqualTo(300);
        assertThat(table.series().get(1).ratioTo(table.series().get(0))).isEqualTo(3);
        assertThat(table.toMarkdown()).contains("| ours | 300 | 3.00 | 300, 200, 1,000 |");
    }

    @Test
    void shouldCompareEachWithItsOwnBaseline() {
        // Given
        Table.Builder builder = new Table.Builder("append", "ms", "bare");
        builder.add("bare, 1 caller", "bare, 1 caller", 1);
        builder.add("ours, 1 caller", "bare, 1 caller", 2);
        builder.add("bare, 16 callers", "bare, 16 callers", 10);
        builder.add("ours, 16 callers", "bare, 16 callers", 15);

        // Then
        assertThat(builder.build().toMarkdown())
                .contains("ratio to bare", "| ours, 1 caller | 2.00 | 2.00 |", "| ours, 16 callers | 15.0 | 1.50 |");
    }

    @Test
    void shouldTakeTheMiddleOfTwoMedians() {
        assertThat(new Series("x", "x", List.of(4.0, 2.0)).median()).isEqualTo(3);
    }
}
