package io.rivulet.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.node.UnderTarget;
import io.rivulet.app.page.ConsolePage.Step;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/start.md shows is what a newcomer sees: each of its commands is run, in order. */
class StartPageIT {

    private static final Path PAGE = Path.of("../../docs/start.md");

    /** So that the test does not pass on a page whose blocks it no longer finds. */
    private static final int FEWEST_COMMANDS = 25;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void shouldShowWhatIsPrinted(@TempDir(factory = UnderTarget.class) Path folder) throws Exception {
        // Given
        ConsolePage page = ConsolePage.read(PAGE);
        assertThat(page.steps()).hasSizeGreaterThanOrEqualTo(FEWEST_COMMANDS);

        try (Desk desk = new Desk(folder)) {
            for (Step step : page.steps()) {
                // When, Then
                desk.take(step);
            }
        }
    }
}
