package io.rivulet.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.ExitCode;
import io.rivulet.app.Typed;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, run as the README says. */
class DevIT {

    private static final int SIGTERM = 128 + 15;
    private static final int SIGKILL = 128 + 9;

    private final Path data;

    DevIT(@TempDir(factory = UnderTarget.class) Path data) {
        this.data = data;
    }

    @Test
    void shouldKeepWhatItAcceptedOverARestart() throws Exception {
        try (DevProcess node = DevProcess.start(data)) {
            assertThat(Typed.at(node.url(), "append", "/a", "--type", "t", "--payload", "1.50")
                            .exitCode())
                    .isEqualTo(ExitCode.OK);

            assertThat(node.stop()).isEqualTo(SIGTERM);
        }
        try (DevProcess node = DevProcess.start(data)) {
            assertThat(Typed.at(node.url(), "read", "/a", "-o", "json").out()).contains("\"payload\":1.50}");
        }
    }

    @Test
    void shouldKeepWhatItAcceptedWhenItIsKilled() throws Exception {
        try (DevProcess node = DevProcess.start(data)) {
            Typed.at(node.url(), "append", "/a", "--type", "t", "--key", "k");

            assertThat(node.kill()).isEqualTo(SIGKILL);
        }
        try (DevProcess node = DevProcess.start(data)) {
            assertThat(Typed.at(node.url(), "append", "/a", "--type", "t", "--key", "k")
                            .out())
                    .contains("(duplicate)");
        }
    }

    @Test
    void shouldImportAndTailAndListStreams() throws Exception {
        Path file = data.resolve("events.ndjson");
        Files.write(
                file,
                IntStream.range(0, 500)
                        .mapToObj(
                                i -> "{\"path\":\"/s/" + i % 7 + "\",\"type\":\"t\",\"idempotencyKey\":\"" + i + "\"}")
                        .toList());
        try (DevProcess node =
                DevProcess.start(data.resolve("node"), "--set", "namespace.default.announce.children=false")) {
            assertThat(Typed.at(node.url(), "import", file.toString()).out()).startsWith("500 accepted, 0 duplicates");
            assertThat(Typed.at(node.url(), "import", file.toString()).out()).startsWith("0 accepted, 500 duplicates");
            assertThat(Typed.at(node.url(), "streams").out()).contains("7 streams");
            assertThat(Typed.at(node.url(), "tail", "/s/3", "--from-start", "--limit", "72", "-o", "json")
                            .out()
                            .lines())
                    .hasSize(72)
                    .first()
                    .asString()
                    .contains("\"index\":0");
            assertThat(Typed.at(node.url(), "feed", "/s/3").out()).contains("indexes 1 to 71");
        }
    }

    @Test
    void shouldRunBesideAnotherButNotOnItsFolderOrPort() throws Exception {
        try (DevProcess one = DevProcess.start(data.resolve("one"));
                DevProcess two = DevProcess.start(data.resolve("two"))) {
            int port = URI.create(one.url()).getPort();

            assertThat(one.url()).isNotEqualTo(two.url());
            assertThat(DevProcess.fail(data.resolve("one"), 0)).contains("in use by another broker");
            assertThat(DevProcess.fail(data.resolve("three"), port)).contains("Port " + port);
        }
    }
}
