package io.rivulet.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers in three processes. */
class BrokerClusterIT {

    private static final Duration FAIL_OVER = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Path dir;

    BrokerClusterIT(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void shouldGoOnWithoutABrokerThatIsKilledAndTakeItBack() throws Exception {
        BrokerProcesses brokers = new BrokerProcesses(dir);
        try (brokers) {
            // Given
            TestTopic topic = new TestTopic(brokers.bootstrapServers(), "kept");
            topic.create();
            topic.append("one");
            assertThat(topic.inSync()).containsExactlyInAnyOrder(1, 2, 3);
            assertThat(topic.setting("min.insync.replicas")).isEqualTo("2");

            // When
            int leader = topic.leader();
            brokers.broker(leader).kill();
            long killed = System.nanoTime();
            topic.append("two");

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(FAIL_OVER);
            assertThat(topic.leader()).isNotEqualTo(leader);
            assertThat(topic.read()).containsExactly("one", "two");

            // When
            brokers.restart(leader);

            // Then
            topic.awaitInSync(1, 2, 3);
            topic.append("three");
            assertThat(topic.read()).containsExactly("one", "two", "three");

            // When
            long stopped = System.nanoTime();
            brokers.close();

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(STOP);
        }
    }

    @Test
    void shouldRefuseTheLogOfAnotherBroker() throws Exception {
        EmbeddedBroker.start(dir).close();

        Process stranger = BrokerProcess.launch(
                dir, "--id", "2", "--cluster-id", "another", "--quorum", "1@127.0.0.1:20001,2@127.0.0.1:20002");

        assertThat(new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("is not this broker's");
        assertThat(stranger.waitFor()).isEqualTo(1);
    }
}
