package io.rivulet.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.app.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCheckTest {

    private final GivenSettings given = new GivenSettings();

    @Test
    void shouldAcceptWhatIsNeededAndWhatIsPassedThrough() {
        given.add("bootstrap.servers", "localhost:9092", "--set");
        given.add("producer.compression.type", "zstd", "--set");

        NodeSettings settings = NodeSettings.of(given);

        assertThat(settings.engine().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(settings.engine().passThrough("producer.")).containsEntry("compression.type", "zstd");
    }

    @Test
    void shouldListAllProblemsAtOnceWithKeyValueRangeAndOrigin() {
        given.add("topic.partitions", "0", "--set");
        given.add("http.port", "many", "a.properties");
        given.add("namespaces", "Upper:topic", "--set");
        given.add("http.host", "192.0.2.1", "RIVULET_HTTP_HOST");
        given.add("no.such.key", "x", "--set");
        given.add("producer.", "x", "--set");

        assertThatThrownBy(() -> NodeSettings.of(given))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContainingAll(
                        "no.such.key = x: there is no such setting [--set]",
                        "producer. = x: there is no such setting",
                        "bootstrap.servers: it is missing and has no default",
                        "topic.partitions = 0: Value must be at least 1; allowed: [1,...,10000] [--set]",
                        "http.port = many: ",
                        "[a.properties]",
                        "namespaces = Upper:topic: ",
                        "http.host = 192.0.2.1: ");
    }

    @Test
    void shouldCheckWhatNamespacesSay() {
        given.add("bootstrap.servers", "localhost:9092", "--set");
        given.add("namespaces", "a,b.c", "--set");
        given.add("namespace.a.topic.partitions", "0", "--set");
        given.add("namespace.b.c.max.event.bytes", "1", "--set");
        given.add("namespace.a.topics", "t", "--set");
        given.add("namespace.d.topic", "t", "--set");

        assertThatThrownBy(() -> NodeSettings.of(given))
                .hasMessageContainingAll(
                        "namespace.a.topic.partitions = 0: Value must be at least 1; allowed: [1,...,10000]",
                        "namespace.b.c.max.event.bytes = 1: ",
                        "namespace.a.topics = t: there is no such setting",
                        "namespace.d.topic = t: there is no such setting");
    }

    /** A default for all would let the nodes of a group take each other for themselves. */
    @Test
    void shouldTakeWhatItListensOnForTheNodesAddressIfThatIsOne() {
        given.add("bootstrap.servers", "localhost:9092", "--set");
        given.add("http.port", "9090", "--set");

        assertThat(NodeSettings.of(given).engine().applicationServer()).isEqualTo("127.0.0.1:9090");

        GivenSettings open = new GivenSettings();
        open.add("bootstrap.servers", "localhost:9092", "--set");
        open.add("http.host", "0.0.0.0", "--set");
        open.add("http.insecure.bind", "true", "--set");
        assertThatThrownBy(() -> NodeSettings.of(open)).hasMessageContaining("application.server: it is missing");
    }

    @Test
    void shouldMaskSecretsInProblemsAndInWhatIsLogged() {
        given.add("bootstrap.servers", "localhost:9092", "--set");
        given.add("consumer.sasl.jaas.config", "hush", "--set");
        given.add("producer.ssl.keystore.password", "hush", "--set");

        assertThat(NodeSettings.of(given).toString())
                .contains("consumer.sasl.jaas.config=********", "topic.partitions=4")
                .doesNotContain("hush");

        given.add("my.password", "hush", "--set");
        assertThatThrownBy(() -> NodeSettings.of(given))
                .hasMessageContaining("my.password = ********")
                .hasMessageNotContaining("hush");
    }

    @Test
    void shouldLetTheNearerOriginWin(@TempDir Path dir) throws Exception {
        given.addFile(
                Files.writeString(dir.resolve("p"), "topic.partitions = 1\nstream.threads=3\ndefault.type=Größe\n"));
        given.addEnvironment(Map.of("RIVULET_TOPIC_PARTITIONS", "2", "RIVULET_A__B", "c", "PATH", "/bin"));
        given.add("stream.threads", "5", "--set");

        assertThat(given.toMap())
                .containsExactly(
                        Map.entry("a_b", "c"),
                        Map.entry("default.type", "Größe"),
                        Map.entry("stream.threads", "5"),
                        Map.entry("topic.partitions", "2"));
    }
}
