package io.rivulet.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.page.ConsolePage.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsolePageTest {

    @Test
    void shouldFindCommandsAndWhatTheyPrint() {
        List<Step> steps = parse(
                """
                Text with $ signs
                $ not a command
                ```console
                $ one
                a
                b
                $ two
                ```
                ```sh
                $ three
                ```
                ```console
                $ four
                ```
                """);

        assertThat(steps)
                .containsExactly(
                        new Step(4, "", false, "one", new Expected(List.of("a", "b"))),
                        new Step(7, "", false, "two", new Expected(List.of())),
                        new Step(13, "", false, "four", new Expected(List.of())));
    }

    @Test
    void shouldGoOnInATerminalThatHasAName() {
        List<Step> steps = parse(
                """
                ```console node
                $ serve
                ready
                ```
                ```console node
                one more line
                ```
                ```console node
                ^C
                $ serve
                ```
                """);

        assertThat(steps)
                .containsExactly(
                        new Step(2, "node", false, "serve", new Expected(List.of("ready"))),
                        new Step(5, "node", false, "", new Expected(List.of("one more line"))),
                        new Step(10, "node", true, "serve", new Expected(List.of())));
    }

    private static List<Step> parse(String page) {
        return ConsolePage.parse(page.lines().toList()).steps();
    }
}
