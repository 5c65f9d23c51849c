package io.rivulet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The benchmarks on a topic that is too short to measure anything: that they run, on brokers of their own. */
@Timeout(120)
class BenchmarksTest {

    @ParameterizedTest
    @ValueSource(strings = {"fold", "rebuild", "bytes", "processors"})
    void shouldRunToTheEnd(String command) {
        int code = new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    throw failure;
                })
                .execute(command, "--events", "2000", "--rounds", "1");

        assertThat(code).isZero();
    }
}
