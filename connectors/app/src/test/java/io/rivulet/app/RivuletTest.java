package io.rivulet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class RivuletTest {

    @Test
    void shouldExplainItselfAndItsExitCodes() {
        Typed help = Typed.run("--help");

        assertThat(help.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(help.out())
                .contains(
                        "dev", "serve", "append", "read", "tail", "feed", "state", "streams", "import", "verify",
                        "plugins", "bench")
                .contains("3    the node cannot be reached")
                .doesNotContain("config-docs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "append", "append /a", "read", "import", "import f --git d", "tail /a --after x"
            })
    void shouldRefuseACommandLineThatIsWrong(String typed) {
        assertThat(Typed.run(typed.isEmpty() ? new String[0] : typed.split(" ", -1))
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldTakeHelpAfterASubcommand() {
        assertThat(Typed.run("tail", "--help").out()).contains("--from-start", "--verbose");
    }

    @Test
    void shouldEndWithABugsExitCodeWhenAnErrorIsThrown() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Rivulet.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err))
                .addSubcommand("broken", new Broken());

        assertThat(Rivulet.run(commandLine, "broken")).isEqualTo(ExitCode.INTERNAL);

        assertThat(err.toString()).contains("NoClassDefFoundError: io/rivulet/Gone");
    }

    @Command(name = "broken")
    private static final class Broken implements Runnable {

        @Override
        public void run() {
            throw new NoClassDefFoundError("io/rivulet/Gone");
        }
    }
}
