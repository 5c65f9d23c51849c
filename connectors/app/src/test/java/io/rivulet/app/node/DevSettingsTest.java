package io.rivulet.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.app.CommandFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevSettingsTest {

    private static final Path DATA = Path.of("data");

    private final GivenSettings given = new GivenSettings();

    @Test
    void shouldDeriveWhatFollowsFromFolderAndPort() {
        given.add("topic.partitions", "7", "--set");

        NodeSettings settings = DevSettings.of(given, DATA, 0).on("127.0.0.1:4711");

        assertThat(settings.engine().bootstrapServers()).isEqualTo("127.0.0.1:4711");
        assertThat(settings.engine().stateDir()).isEqualTo(Path.of("data/state"));
        assertThat(settings.engine().namespace("default").topicPartitions()).isEqualTo(7);
        assertThat(settings.http().port()).isPositive();
        assertThat(settings.engine().applicationServer())
                .isEqualTo("127.0.0.1:" + settings.http().port());
    }

    @Test
    void shouldTakeThePluginsBelowTheDataIfThereAreAny(@TempDir Path data) throws Exception {
        assertThat(DevSettings.of(new GivenSettings(), data, 0)
                        .on("127.0.0.1:4711")
                        .plugins()
                        .pluginPath())
                .isEmpty();

        Path plugins = Files.createDirectory(data.resolve("plugins"));
        assertThat(DevSettings.of(new GivenSettings(), data, 0)
                        .on("127.0.0.1:4711")
                        .plugins()
                        .pluginPath())
                .containsExactly(plugins);

        given.add("plugin.path", "a, b", "--set");
        assertThat(DevSettings.of(given, data, 0).on("127.0.0.1:4711").plugins().pluginPath())
                .containsExactly(Path.of("a"), Path.of("b"));
    }

    @Test
    void shouldRefuseWhatItSetsItself() {
        given.add("bootstrap.servers", "elsewhere:9092", "RIVULET_BOOTSTRAP_SERVERS");

        assertThatThrownBy(() -> DevSettings.of(given, DATA, 0))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContainingAll("bootstrap.servers", "RIVULET_BOOTSTRAP_SERVERS", "serve");
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> DevSettings.of(given, DATA, taken.getLocalPort()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContainingAll("Port " + taken.getLocalPort(), "--port");
        }
    }
}
