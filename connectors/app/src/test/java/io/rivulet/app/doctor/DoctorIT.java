package io.rivulet.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.ExitCode;
import io.rivulet.app.FakeNode;
import io.rivulet.app.Typed;
import io.rivulet.app.client.Json;
import io.rivulet.app.node.UnderTarget;
import io.rivulet.broker.EmbeddedBroker;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Node;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command against a real broker, with topics that are wrong in each way; and against none. */
@Timeout(180)
class DoctorIT {

    private static final Map<String, String> KEPT = Map.of(
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "message.timestamp.type", "LogAppendTime",
            "max.message.bytes", String.valueOf(9 << 20));

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start(@TempDir(factory = UnderTarget.class) Path data) throws Exception {
        broker = EmbeddedBroker.start(data);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            topic("good"),
                            topic("compacted", "cleanup.policy", "compact"),
                            topic("expiring", "retention.ms", "604800000"),
                            topic("bounded", "retention.bytes", "1000000000"),
                            topic("foreign-times", "message.timestamp.type", "CreateTime"),
                            topic("small", "max.message.bytes", "1048588"),
                            topic("stuck", "min.insync.replicas", "2")))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static NewTopic topic(String name, String... settings) {
        Map<String, String> configs = new HashMap<>(KEPT);
        for (int i = 0; i < settings.length; i += 2) {
            configs.put(settings[i], settings[i + 1]);
        }
        return new NewTopic(name, Optional.of(2), Optional.empty()).configs(configs);
    }

    @Test
    void shouldFindWhatIsWrongWithEachTopic() {
        JsonNode report = json(
                ExitCode.REFUSED,
                "namespaces=a:good,b:compacted,c:expiring,d:bounded,e:foreign-times,f:small,g:stuck,h:missing");

        assertThat(findings(report, "topic"))
                .extracting(Finding::mark, finding -> finding.found().replaceFirst(":.*", ""))
                .containsExactly(
                        tuple(Mark.OK, "The topic good has 2 partitions of 1 replica, and its records stay"),
                        tuple(Mark.PROBLEM, "The topic compacted has cleanup.policy=compact"),
                        tuple(Mark.WARNING, "The topic expiring has retention.ms=604800000, so its records expire"),
                        tuple(Mark.WARNING, "The topic bounded has retention.bytes=1000000000, so its records expire"),
                        tuple(Mark.WARNING, "The topic foreign-times has message.timestamp.type=CreateTime"),
                        tuple(
                                Mark.WARNING,
                                "The topic small has max.message.bytes=1048588, less than max.event.bytes=8388608 with its"
                                        + " envelope"),
                        tuple(Mark.PROBLEM, "The topic stuck has min.insync.replicas=2, more than it has replicas (1)"),
                        tuple(
                                Mark.OK,
                                "There is no topic missing yet; a node creates it with 4 partitions of 1 replica"));
        assertThat(report.path("well").asBoolean()).isFalse();
    }

    @Test
    void shouldAgreeWithTheNodeOnWhatIsFatal() {
        EngineSettings settings = EngineSettings.of(Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "namespaces", "a:compacted",
                "state.dir", "target/doctor-state"));

        assertThatThrownBy(() -> Node.open(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("The topic compacted has cleanup.policy=compact");
    }

    @Test
    void shouldFindASingleBrokerServiceableButNotSafe() throws Exception {
        append("good");
        JsonNode report = json(ExitCode.OK, "namespaces=default:good");

        assertThat(findings(report, "brokers"))
                .extracting(Finding::mark)
                .containsExactly(Mark.WARNING, Mark.OK, Mark.WARNING);
        assertThat(findings(report, "group")).extracting(Finding::mark).containsExactly(Mark.OK, Mark.OK);
        assertThat(findings(report, "acl"))
                .extracting(Finding::mark, Finding::found)
                .contains(tuple(Mark.OK, "Allowed on the topic good: all that a node does"));
        assertThat(findings(report, "clock")).extracting(Finding::mark).containsExactly(Mark.OK);
        assertThat(findings(report, "disk")).singleElement().satisfies(finding -> {
            assertThat(finding.mark()).isEqualTo(Mark.OK);
            assertThat(finding.found()).contains("the logs of all partitions are");
        });
        assertThat(findings(report, "peers")).extracting(Finding::mark).containsExactly(Mark.UNKNOWN);
        assertThat(report.path("acls").path("commands")).hasSize(4);
        assertThat(run(arguments("namespaces=default:good", "--strict")).exitCode())
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void shouldPrintFindingsAndAclsForPeople() {
        Typed doctor = run(arguments("namespaces=default:compacted", "--principal", "User:ann"));

        assertThat(doctor.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(doctor.out())
                .containsPattern("(?m)^problem  topic +The topic compacted has cleanup.policy=compact")
                .containsPattern("(?m)^ +-> Set it to delete")
                .contains("kafka-acls.sh", "'User:ann'", "--group 'rivulet-'")
                .containsPattern("1 to change, \\d+ to look at");
    }

    @Test
    void shouldKnowANodeAndItsPeers() {
        try (FakeNode node = new FakeNode()) {
            String address = node.url().substring("http://".length());
            String itself = "{\"node\":\"" + address + "\",\"state\":\"serving\"}";
            node.answersAt("/v1/node", itself);
            node.answersAt(
                    "/v1/cluster", "{\"nodes\":[" + itself + ",{\"node\":\"127.0.0.1:1\",\"state\":\"serving\"}]}");

            JsonNode report = json(
                    ExitCode.REFUSED,
                    "namespaces=default:good",
                    "--set",
                    "application.server=" + address,
                    "--set",
                    "http.port=" + URI.create(node.url()).getPort());

            assertThat(findings(report, "address")).extracting(Finding::mark).containsExactly(Mark.WARNING, Mark.OK);
            assertThat(findings(report, "peers")).extracting(Finding::mark).containsExactly(Mark.OK, Mark.PROBLEM);
            assertThat(findings(report, "clock")).extracting(Finding::found).anyMatch(found -> found.contains(address));
        }
    }

    @Test
    void shouldSayInTimeThatThereIsNoBroker() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        JsonNode report = json(ExitCode.REFUSED, "bootstrap.servers=127.0.0.1:" + free);

        assertThat(findings(report, "brokers")).singleElement().satisfies(finding -> {
            assertThat(finding.mark()).isEqualTo(Mark.PROBLEM);
            assertThat(finding.found()).contains("127.0.0.1:" + free, "not reached");
        });
        assertThat(findings(report, "topic"))
                .containsExactly(Finding.unknown("topic", "The brokers were not reached", ""));
        assertThat(findings(report, "state.dir")).extracting(Finding::mark).containsExactly(Mark.OK);
    }

    @Test
    void shouldListAllThatIsWrongWithTheSettings() {
        Typed doctor = run(
                "doctor", "--set", "topic.partitions=0", "--set", "no.such.key=x", "--set", "bootstrap.servers=b:1");

        assertThat(doctor.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(doctor.out()).contains("topic.partitions = 0", "no.such.key", "2 to change");
    }

    private static void append(String topic) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "/a", "{}")).get();
        }
    }

    private static String[] arguments(String setting, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "doctor",
                "--set",
                "bootstrap.servers=" + broker.bootstrapServers(),
                "--set",
                "state.dir=target/doctor-state",
                "--set",
                setting));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    private static JsonNode json(int exitCode, String setting, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments(setting, more)));
        all.addAll(List.of("-o", "json"));
        Typed doctor = run(all.toArray(String[]::new));
        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isEqualTo(exitCode);
        return Json.read(doctor.out().getBytes(StandardCharsets.UTF_8));
    }

    /** Wherever this is built, its folder is not to be taken for a temporary one. */
    private static Typed run(String... arguments) {
        String temporary = System.setProperty("java.io.tmpdir", "/somewhere/else");
        try {
            return Typed.run(arguments);
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
        }
    }

    private static List<Finding> findings(JsonNode report, String check) {
        List<Finding> findings = new ArrayList<>();
        report.path("findings").forEach(json -> {
            if (json.path("check").asText().equals(check)) {
                findings.add(new Finding(
                        check,
                        Mark.valueOf(json.path("mark").asText().toUpperCase(Locale.ROOT)),
                        json.path("found").asText(),
                        json.path("remedy").asText("")));
            }
        });
        return findings;
    }
}
