package io.rivulet.app.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.node.GivenSettings;
import io.rivulet.app.node.SettingsCheck;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file as far as it can be checked without an engine to run it: its structure, and the settings in it. */
class ComposeFileTest {

    private static final List<String> BROKERS = List.of("broker-1", "broker-2", "broker-3");
    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");

    private final Map<String, Object> file = load();

    private static Map<String, Object> load() {
        try (Reader reader = Files.newBufferedReader(Path.of("../../docker-compose.yml"))) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldHaveThreeBrokersThreeNodesAndABalancer() {
        assertThat(map(file, "services").keySet())
                .containsExactly("broker-1", "broker-2", "broker-3", "node-1", "node-2", "node-3", "balancer");
        assertThat(BROKERS).allSatisfy(name -> assertThat(service(name)).containsEntry("image", "apache/kafka:4.3.1"));
        assertThat(NODES).allSatisfy(name -> assertThat(service(name)).containsEntry("image", "rivulet:" + version()));
    }

    /** As the image is named in the build. */
    private static String version() {
        try {
            return Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-1", "node-2", "node-3"})
    void shouldGiveANodeSettingsThatItTakes(String name) {
        GivenSettings given = new GivenSettings();
        given.addEnvironment(environment(name));

        assertThat(new SettingsCheck(given).problems()).isEmpty();
        assertThat(given.toMap())
                .containsEntry("application.server", name + ":8080")
                .containsEntry("http.port", "8080")
                .containsEntry("http.insecure.bind", "true")
                .containsEntry("topic.replication.factor", "3");
        assertThat(given.toMap().get("state.dir"))
                .startsWith(volumes(name).values().iterator().next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-1", "broker-2", "broker-3"})
    void shouldGiveABrokerAPlaceInTheQuorum(String name) {
        Map<String, String> environment = environment(name);
        String id = name.substring(name.length() - 1);

        assertThat(environment)
                .containsEntry("KAFKA_NODE_ID", id)
                .containsEntry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + name + ":9092")
                .containsEntry("KAFKA_PROCESS_ROLES", "broker,controller")
                .containsEntry("KAFKA_DEFAULT_REPLICATION_FACTOR", "3")
                .containsEntry("KAFKA_MIN_INSYNC_REPLICAS", "2");
        assertThat(environment.get("KAFKA_CONTROLLER_QUORUM_VOTERS")).contains(id + "@" + name + ":9093");
        assertThat(volumes(name)).containsValue(environment.get("KAFKA_LOG_DIRS"));
    }

    @Test
    void shouldKeepWhatEachWritesInAVolumeOfItsOwn() {
        List<String> used = Stream.of(BROKERS, NODES)
                .flatMap(List::stream)
                .flatMap(name -> volumes(name).keySet().stream())
                .toList();

        assertThat(used)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(map(file, "volumes").keySet());
    }

    @Test
    void shouldLookAfterTheHealthOfEveryService() {
        assertThat(map(file, "services").keySet()).allSatisfy(name -> {
            Map<String, Object> check = map(service(name), "healthcheck");
            assertThat(check.get("test"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .startsWith("CMD");
            assertThat(check).containsKeys("interval", "timeout", "retries");
        });
        assertThat(NODES)
                .allSatisfy(name ->
                        assertThat(map(service(name), "depends_on").keySet()).containsExactlyElementsOf(BROKERS));
    }

    @Test
    void shouldPublishOnTheLoopbackAddressOnly() {
        assertThat(service("balancer").get("ports")).isEqualTo(List.of("127.0.0.1:8080:8080"));
        assertThat(Stream.of(BROKERS, NODES).flatMap(List::stream))
                .allSatisfy(name -> assertThat(service(name)).doesNotContainKeys("ports", "network_mode"));
    }

    @Test
    void shouldBalanceOverEveryNode() {
        String balancer = String.valueOf(map(map(file, "configs"), "balancer").get("content"));

        assertThat(NODES).allSatisfy(name -> assertThat(balancer).contains("server " + name + " " + name + ":8080"));
        assertThat(balancer).contains("GET /health/ready").doesNotContain("$");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.get(key);
    }

    private Map<String, Object> service(String name) {
        return map(map(file, "services"), name);
    }

    private Map<String, String> environment(String name) {
        Map<String, String> environment = new TreeMap<>();
        map(service(name), "environment").forEach((key, value) -> environment.put(key, String.valueOf(value)));
        return environment;
    }

    /** Folders by the name of their volume. */
    private Map<String, String> volumes(String name) {
        Map<String, String> volumes = new TreeMap<>();
        for (Object volume : (List<?>) service(name).get("volumes")) {
            String[] parts = String.valueOf(volume).split(":", -1);
            volumes.put(parts[0], parts[1]);
        }
        return volumes;
    }
}
