package io.rivulet.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The code of the guide is the code of the template, which the build compiles and tests. */
class GuideTest {

    private static final Path GUIDES = Path.of("../../docs/guides");
    private static final Path TEMPLATE = GUIDES.resolve("plugin-template/src");

    @Test
    void shouldShowTheCodeOfTheTemplate() throws IOException {
        assertThat(Files.readString(GUIDES.resolve("write-a-plugin.md")))
                .contains(
                        block("java", "main/java/example/churn/ChurnFactory.java"),
                        block("java", "test/java/example/churn/ChurnTest.java"),
                        block("", "main/resources/META-INF/services/io.rivulet.api.processor.ProcessorFactory"));
    }

    private static String block(String language, String file) throws IOException {
        return "```" + language + "\n" + Files.readString(TEMPLATE.resolve(file)) + "```\n";
    }
}
