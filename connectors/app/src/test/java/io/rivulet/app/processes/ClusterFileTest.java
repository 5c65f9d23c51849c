package io.rivulet.app.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.processes.ClusterLayout.BrokerPlace;
import io.rivulet.app.processes.ClusterLayout.NodePlace;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFileTest {

    private static final List<String> HERE = List.of("127.0.0.1");

    private final Path data;

    ClusterFileTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void shouldKeepWhatWasChosen() {
        ClusterLayout first = file(1).layout(3, 3, HERE, 0);

        ClusterLayout again = file(2).layout(3, 3, HERE, 0);

        assertThat(again).isEqualTo(first);
        assertThat(first.brokers()).extracting(BrokerPlace::id).containsExactly(1, 2, 3);
        assertThat(first.bootstrapServers().split(",")).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void shouldLetNodesFollowThePortAndTheirNumberChange() {
        file(1).layout(1, 1, HERE, 8080);

        ClusterLayout more = file(2).layout(1, 3, HERE, 9000);

        assertThat(more.nodes())
                .extracting(NodePlace::address)
                .containsExactly("127.0.0.1:9000", "127.0.0.1:9001", "127.0.0.1:9002");
    }

    @Test
    void shouldGoRoundTheHosts() {
        ClusterLayout layout = file(1).layout(3, 1, List.of("127.0.0.1", "127.0.0.2"), 8080);

        assertThat(layout.brokers())
                .extracting(BrokerPlace::host)
                .containsExactly("127.0.0.1", "127.0.0.2", "127.0.0.1");
    }

    @Test
    void shouldRefuseAnotherNumberOfBrokers() {
        file(1).layout(3, 3, HERE, 0);

        assertThatThrownBy(() -> file(1).layout(1, 3, HERE, 0))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--brokers 3");
    }

    private ClusterFile file(long seed) {
        return new ClusterFile(data, new Random(seed));
    }
}
