package io.rivulet.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suite that lets everything pass would show nothing. */
class ExpectationTest {

    private static final JsonNode ANSWER =
            YamlFiles.parse("{n: 7, t: text, a: [1, 2], o: {x: 1, y: [3]}, z: null, b: true}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /n | 7                    | 8
                    /n | 7.0                  | '"7"'
                    /t | text                 | texts
                    /a | '[1, 2]'             | '[1]'
                    /a | '[1, 2]'             | '[2, 1]'
                    /o | '{x: 1}'             | '{x: 2}'
                    /o | '{y: [3]}'           | '{y: []}'
                    /o | '{}'                 | '{w: null}'
                    /z | null                 | 0
                    /none | '{$absent: true}' | '{$absent: false}'
                    /z | '{$absent: false}'   | '{$absent: true}'
                    /a | '{$size: 2}'         | '{$size: 3}'
                    /n | '{$above: 6}'        | '{$above: 7}'
                    /n | '{$not: 8}'          | '{$not: 7}'
                    /n | '{$not: 8}'          | '{$not: 7.0}'
                    /t | '{$matches: "t.*"}'  | '{$matches: "t"}'
                    /t | '{$contains: ex}'    | '{$contains: xe}'
                    """)
    void shouldTellWhatFitsFromWhatDoesNot(String pointer, String fits, String doesNot) {
        JsonNode actual = ANSWER.at(pointer);

        assertThatCode(() -> Expectation.check(pointer, actual, YamlFiles.parse(fits)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Expectation.check(pointer, actual, YamlFiles.parse(doesNot)))
                .isInstanceOf(Mismatch.class);
    }

    @Test
    void shouldPutCapturedValuesIn() {
        Values values = new Values();
        values.put("n", IntNode.valueOf(7));
        values.put("stream", "/a");

        assertThat(values.fill(YamlFiles.parse("{a: '{n}', b: ['x{n}{stream}'], c: '{z*3}'}")))
                .isEqualTo(YamlFiles.parse("{a: 7, b: ['x7/a'], c: zzz}"));
        assertThatThrownBy(() -> values.text("{other}")).hasMessageContaining("other");
    }
}
