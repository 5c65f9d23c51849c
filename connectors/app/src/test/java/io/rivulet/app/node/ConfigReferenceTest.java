package io.rivulet.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    private static final Path PAGE = Path.of("../../docs/reference/configuration.md");

    @Test
    void shouldBeThePageThatIsCheckedIn() throws IOException {
        assertThat(Files.readString(PAGE))
                .as(
                        "write it anew: java -jar connectors/app/target/rivulet.jar config-docs > docs/reference/configuration.md")
                .isEqualTo(ConfigReference.markdown());
    }

    @Test
    void shouldBePrinted() {
        assertThat(Typed.run("config-docs").out()).isEqualTo(ConfigReference.markdown());
    }
}
