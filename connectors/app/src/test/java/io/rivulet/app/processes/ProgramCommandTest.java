package io.rivulet.app.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramCommandTest {

    @Test
    void shouldBePrintedAsAShellReadsIt() {
        ProgramCommand command =
                new ProgramCommand(List.of("/bin/java", "-Xmx1m", "it's", "a b", "k=v", "1@h:1,2@h:2"));

        assertThat(command).hasToString("/bin/java -Xmx1m 'it'\\''s' 'a b' k=v 1@h:1,2@h:2");
    }

    @Test
    void shouldRunThisProgram() {
        assertThat(ProgramCommand.of(99, List.of("serve")).words())
                .contains("-Xmx99m")
                .endsWith("serve");
        assertThat(ProgramCommand.of(99, List.of("serve")).asChild())
                .startsWith("sh")
                .endsWith("serve", "--until-eof");
    }
}
