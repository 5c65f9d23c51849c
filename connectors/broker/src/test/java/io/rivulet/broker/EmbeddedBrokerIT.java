package io.rivulet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private final Path dir;

    EmbeddedBrokerIT(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void shouldKeepRecordsAndIdentityOverARestart() throws Exception {
        // Given
        String clusterId;
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir)) {
            TestTopic topic = new TestTopic(broker.bootstrapServers(), "kept");
            topic.create();
            topic.append("one");
            clusterId = clusterId(broker);
        }

        // When
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir)) {
            TestTopic topic = new TestTopic(broker.bootstrapServers(), "kept");
            topic.append("two");

            // Then
            assertThat(topic.read()).containsExactly("one", "two");
            assertThat(clusterId(broker)).isEqualTo(clusterId);
        }
    }

    @Test
    void shouldKeepAcknowledgedRecordsWhenItsProcessIsKilled() throws Exception {
        // Given
        try (BrokerProcess broker = BrokerProcess.start(dir)) {
            TestTopic topic = new TestTopic(broker.bootstrapServers(), "kept");
            topic.create();
            topic.append("one");
            topic.append("two");
            broker.kill();
        }

        // When
        long began = System.nanoTime();
        try (BrokerProcess broker = BrokerProcess.start(dir)) {
            Duration restart = Duration.ofNanos(System.nanoTime() - began);
            TestTopic topic = new TestTopic(broker.bootstrapServers(), "kept");
            topic.append("three");

            // Then
            assertThat(topic.read()).containsExactly("one", "two", "three");
            assertThat(restart).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void shouldStartAnewWhenItWasKilledAtAnyMomentOfItsFirstStart() throws Exception {
        // Given
        for (int kill = 0; kill < 3; kill++) {
            Process process = BrokerProcess.launch(dir);
            process.waitFor(600L + 300L * kill, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }

        // When
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir)) {
            TestTopic topic = new TestTopic(broker.bootstrapServers(), "first");
            topic.create();
            topic.append("one");

            // Then
            assertThat(topic.read()).containsExactly("one");
        }
    }

    @Test
    void shouldRunBesideAnother() throws Exception {
        try (EmbeddedBroker left = EmbeddedBroker.start(dir.resolve("left"));
                EmbeddedBroker right = EmbeddedBroker.start(dir.resolve("right"))) {
            TestTopic onTheLeft = new TestTopic(left.bootstrapServers(), "same");
            TestTopic onTheRight = new TestTopic(right.bootstrapServers(), "same");
            onTheLeft.create();
            onTheRight.create();

            onTheLeft.append("left");
            onTheRight.append("right");

            assertThat(onTheLeft.read()).containsExactly("left");
            assertThat(onTheRight.read()).containsExactly("right");
            assertThat(clusterId(left)).isNotEqualTo(clusterId(right));
        }
    }

    @Test
    void shouldTakeAsLargeARecordAsAnEventMayBecome() throws Exception {
        String large = "x".repeat(63 << 20);
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir)) {
            TestTopic topic = new TestTopic(broker.bootstrapServers(), "large");
            topic.create();

            topic.append(large);

            assertThat(topic.read()).containsExactly(large);
        }
    }

    @Test
    void shouldRefuseAFolderThatAnotherBrokerUses() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(dir))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(dir.toString())
                    .hasMessageContaining("in use");
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void shouldRefuseAFolderThatTheBrokerOfAnotherProcessUses() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(dir)) {
            Process second = BrokerProcess.launch(dir);

            String output = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(output).contains("in use by another broker");
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(broker.process().isAlive()).isTrue();
        }
    }

    @Test
    void shouldRefuseAPortThatIsTakenAndLetGoOfTheFolder() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(dir, port)))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("Port " + port);
        }
        EmbeddedBroker.start(dir).close();
    }

    private static String clusterId(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }
}
