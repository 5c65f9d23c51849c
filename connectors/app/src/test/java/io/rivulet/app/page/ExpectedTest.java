package io.rivulet.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a, a, true",
                "a, b, false",
                "a, a|b, false",
                "a|b, a, false",
                "1 ... 3, 1 2 3, true",
                "1 ... 3, 1 2 4, false",
                "1 ... 3, 1|3, false",
                "..., \"\", true",
                "..., a|b, true",
                "...|b, a|b, true",
                "...|b, b, true",
                "...|b, b|a, false",
                "a|...|d, a|b|c|d, true",
                "(a) [b], (a) [b], true",
                "(a), a, false",
            })
    void shouldCompareLines(String expected, String printed, boolean isEqual) {
        assertThat(expected(expected).isAllOf(text(printed))).isEqualTo(isEqual);
    }

    @Test
    void shouldExpectNothingWhereNothingStands() {
        assertThat(new Expected(List.of()).isAllOf("")).isTrue();
        assertThat(new Expected(List.of()).isAllOf("a\n")).isFalse();
    }

    @Test
    void shouldTakeTheFirstLinesOfWhatGoesOn() {
        Expected ready = expected("...|ready ...");

        assertThat(ready.takesOf("starting\nready in 2 s\nmore\n")).isEqualTo("starting\nready in 2 s\n".length());
        assertThat(ready.takesOf("starting\n")).isEqualTo(-1);
    }

    private static Expected expected(String lines) {
        return new Expected(List.of(lines.split("\\|")));
    }

    private static String text(String lines) {
        return lines.isEmpty() ? "" : lines.replace("|", "\n") + "\n";
    }
}
