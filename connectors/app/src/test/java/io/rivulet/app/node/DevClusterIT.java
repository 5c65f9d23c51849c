package io.rivulet.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.ExitCode;
import io.rivulet.app.Typed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rivulet dev} with several processes, as the documentation says. */
class DevClusterIT {

    private static final int SIGTERM = 128 + 15;

    private final Path data;

    DevClusterIT(@TempDir(factory = UnderTarget.class) Path data) {
        this.data = data;
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void shouldRunThreeNodesOnThreeBrokersAndLeaveNothingBehind() throws Exception {
        List<ProcessHandle> children;
        try (DevProcess cluster = DevProcess.start(data, "--nodes", "3", "--brokers", "3")) {
            // Given
            children = cluster.process().children().toList();
            assertThat(cluster.urls()).hasSize(3).doesNotHaveDuplicates();
            assertThat(children).hasSize(6).allMatch(ProcessHandle::isAlive);

            // When
            List<Integer> exitCodes = cluster.urls().stream()
                    .map(url -> Typed.at(url, "append", "/a", "--type", "t", "--key", "k")
                            .exitCode())
                    .toList();

            // Then
            assertThat(exitCodes).containsOnly(ExitCode.OK);

            // When
            assertThat(cluster.stop()).isEqualTo(SIGTERM);
        }

        // Then
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(DevProcess.fail(data, 0)).contains("is of a cluster");
        assertThat(DevProcess.fail(data, 0, "--nodes", "3")).contains("use --brokers 3");
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void shouldTellOfAProcessThatEndsAndEndWithItsParent() throws Exception {
        List<ProcessHandle> children;
        try (DevProcess cluster = DevProcess.start(data, "--nodes", "2")) {
            // Given
            children = cluster.process().children().toList();
            ProcessHandle node = children.stream()
                    .filter(child -> isNode(child, 2))
                    .findFirst()
                    .orElseThrow();

            // When
            node.destroyForcibly();

            // Then
            assertThat(cluster.awaitLine("ended by itself")).contains("node 2", "exit code 137");
            assertThat(cluster.awaitLine("-jar")).contains("serve --config", "node-2");

            // When
            cluster.kill();
        }

        // Then
        children.forEach(child -> child.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }

    private static boolean isNode(ProcessHandle child, int number) {
        return Arrays.stream(child.info().arguments().orElseThrow())
                .anyMatch(argument -> argument.contains("node-" + number));
    }
}
