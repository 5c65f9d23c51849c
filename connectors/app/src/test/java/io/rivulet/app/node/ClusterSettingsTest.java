package io.rivulet.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.processes.ClusterLayout;
import io.rivulet.app.processes.ClusterLayout.BrokerPlace;
import io.rivulet.app.processes.ClusterLayout.NodePlace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

    private final GivenSettings given = new GivenSettings();
    private final NodePlace second = new NodePlace(2, "127.0.0.1", 8081);
    private final ClusterLayout layout = new ClusterLayout(
            Path.of("data"),
            "c",
            List.of(new BrokerPlace(1, "127.0.0.1", 20_001, 20_002)),
            List.of(new NodePlace(1, "127.0.0.1", 8080), second));

    @Test
    void shouldDeriveWhatFollowsFromAPlace() {
        given.add("topic.partitions", "7", "--set");

        assertThat(new ClusterSettings(given, layout).of(second))
                .containsEntry("topic.partitions", "7")
                .containsEntry("bootstrap.servers", "127.0.0.1:20001")
                .containsEntry("application.server", "127.0.0.1:8081")
                .containsEntry("http.port", "8081")
                .containsEntry("state.dir", "data/node-2/state")
                .containsEntry("standby.replicas", "1");
    }

    @Test
    void shouldLeaveStandbysToWhoeverSetsThem() {
        given.add("standby.replicas", "0", "--set");

        assertThat(new ClusterSettings(given, layout).of(second)).containsEntry("standby.replicas", "0");
    }

    @Test
    void shouldRefuseWhatItSetsItself() {
        given.add("http.port", "1", "--set");

        assertThatThrownBy(() -> new ClusterSettings(given, layout).of(second))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("http.port");
    }
}
