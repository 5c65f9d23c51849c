package io.rivulet.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.rivulet.app.client.Json;
import io.rivulet.engine.EngineSettings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each check makes of its facts. No broker, no node and no disk is asked. */
class JudgementTest {

    private static final long GIB = 1L << 30;
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    private final EngineSettings settings =
            EngineSettings.of(Map.of("bootstrap.servers", "b:9092", "namespaces", "a:topic-a,b:topic-b"));
    private final Brokers brokers = new Brokers(settings);
    private final NodeProbe probe = new NodeProbe();

    @Test
    void shouldWantThreeBrokers() {
        BrokersCheck check = new BrokersCheck(brokers, "b:9092");

        assertThat(check.number(List.of(new Node(1, "b", 9092))).mark()).isEqualTo(Mark.WARNING);
        assertThat(check.number(List.of(new Node(1, "b", 1), new Node(2, "b", 2), new Node(3, "b", 3)))
                        .mark())
                .isEqualTo(Mark.OK);
    }

    @ParameterizedTest
    @CsvSource({"3000, 1800000, OK", "6000, 1800000, WARNING", "1000, 2000, PROBLEM", "1, 3000, OK"})
    void shouldHoldTheSessionAgainstWhatBrokersAllow(String shortest, String longest, Mark mark) {
        Finding finding = new GroupCheck(brokers, settings)
                .session(
                        3_000,
                        Map.of("group.min.session.timeout.ms", shortest, "group.max.session.timeout.ms", longest));

        assertThat(finding.mark()).isEqualTo(mark);
    }

    @Test
    void shouldTakeTheSessionThatANodeHas() {
        EngineSettings slower =
                EngineSettings.of(Map.of("bootstrap.servers", "b:9092", "consumer.session.timeout.ms", "12345"));

        assertThat(GroupCheck.sessionMillis(slower)).isEqualTo(12_345);
        assertThat(GroupCheck.sessionMillis(settings)).isBetween(1_000L, 10_000L);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, OK", "3, 1, WARNING", "3, 3, OK", "2, 3, PROBLEM", "2, 1, WARNING"})
    void shouldWantTheGroupsOffsetsReplicated(int nodes, String replicas, Mark mark) {
        assertThat(new GroupCheck(brokers, settings)
                        .offsets(nodes, Map.of("offsets.topic.replication.factor", replicas))
                        .mark())
                .isEqualTo(mark);
    }

    @Test
    void shouldWantAllClientsOfTheBrokersSecuredAlike() {
        SecurityCheck check = new SecurityCheck(settings);

        assertThat(check.findings()).extracting(Finding::mark).containsExactly(Mark.WARNING);
        assertThat(check.judge(Map.of("admin.", "SSL", "streams.", "PLAINTEXT")).mark())
                .isEqualTo(Mark.PROBLEM);
        assertThat(check.judge(Map.of("admin.", "SSL", "streams.", "SSL")).mark())
                .isEqualTo(Mark.OK);
    }

    @Test
    void shouldPrintTheLeastThatANodeNeeds() {
        assertThat(Rights.of(settings).commands("b:9092", "User:r"))
                .contains(
                        "kafka-acls.sh --bootstrap-server b:9092 --add --allow-principal 'User:r' --operation Read --operation"
                                + " Write --operation Describe --operation DescribeConfigs --operation Create --topic 'topic-a'"
                                + " --resource-pattern-type literal",
                        "kafka-acls.sh --bootstrap-server b:9092 --add --allow-principal 'User:r' --operation Read --operation"
                                + " Describe --group 'rivulet-' --resource-pattern-type prefixed",
                        "kafka-acls.sh --bootstrap-server b:9092 --add --allow-principal 'User:r' --operation Describe"
                                + " --operation DescribeConfigs --cluster")
                .noneMatch(line -> line.contains("transactional") || line.contains("IdempotentWrite"));
    }

    @Test
    void shouldTellWhichRightsAreMissing() {
        AclCheck check = new AclCheck(brokers, settings);
        Right topic = Rights.of(settings).node().get(0);
        Set<AclOperation> all =
                Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

        assertThat(check.judge(topic, "topic-a", all).mark()).isEqualTo(Mark.OK);
        assertThat(check.judge(topic, "topic-a", null).mark()).isEqualTo(Mark.UNKNOWN);
        assertThat(check.judge(topic, "topic-a", Set.of(AclOperation.READ, AclOperation.DESCRIBE)))
                .isEqualTo(Finding.problem(
                        "acl",
                        "Not allowed on the topic topic-a: [WRITE, DESCRIBE_CONFIGS]",
                        "Add the ACLs that --principal prints"));
    }

    @ParameterizedTest
    @CsvSource({"10, 0, 4, OK", "1, 9, 4, OK", "1, 1, 4, WARNING"})
    void shouldWantRoomForEveryStore(long free, long used, long log, Mark mark) {
        assertThat(new DiskSpaceCheck(brokers, settings)
                        .judge(free * GIB, used * GIB, log * GIB)
                        .mark())
                .isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({"1024, PROBLEM", "4096, WARNING", "65536, OK"})
    void shouldWantManyOpenFiles(long most, Mark mark) {
        assertThat(new OpenFilesCheck().judge(most).mark()).isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({"8, 2, 1, OK", "8, 6, 1, WARNING", "8, 7, 1, PROBLEM"})
    void shouldWantHeapAndStoresToFitTheMachine(long there, long heap, long stores, Mark mark) {
        assertThat(new MemoryCheck(settings)
                        .judge(there * GIB, heap * GIB, stores * GIB)
                        .mark())
                .isEqualTo(mark);
    }

    @Test
    void shouldWantCachesToFitTheHeap() {
        assertThat(new MemoryCheck(settings).heap(GIB, GIB / 2).mark()).isEqualTo(Mark.OK);
        assertThat(new MemoryCheck(settings).heap(GIB, GIB).mark()).isEqualTo(Mark.WARNING);
    }

    @ParameterizedTest
    @CsvSource({"ext4, OK", "overlay, OK", "tmpfs, WARNING", "nfs4, WARNING"})
    void shouldWantADiskThatKeepsTheStores(String kind, Mark mark) {
        assertThat(new StateDirCheck(Path.of("/x"), Path.of("/tmp")).kept(kind).mark())
                .isEqualTo(mark);
    }

    @Test
    void shouldRefuseTheTemporaryFolder() {
        assertThat(new StateDirCheck(Path.of("/tmp/x/../state"), Path.of("/tmp")).findings())
                .first()
                .extracting(Finding::mark)
                .isEqualTo(Mark.PROBLEM);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7:8080, 10.0.0.7, 0.0.0.0, 8080, ''",
        "0.0.0.0:8080, 0.0.0.0, 0.0.0.0, 8080, PROBLEM",
        "10.0.0.7:8080, 10.0.0.7, 127.0.0.1, 8080, PROBLEM",
        "127.0.0.1:8080, 127.0.0.1, 127.0.0.1, 8080, WARNING",
        "10.0.0.7:80, 10.0.0.7, 0.0.0.0, 8080, WARNING",
        "10.0.0.7:80, 10.0.0.7, 0.0.0.0, 0, ''",
    })
    void shouldWantAnAddressThatOthersReach(String server, String address, String listening, int port, String marks)
            throws Exception {
        AddressCheck check = new AddressCheck(probe, server, listening, port);

        List<Finding> findings = check.judge(
                HostPort.of(server).orElseThrow(), InetAddress.getByName(address), InetAddress.getByName(listening));

        assertThat(findings.stream().map(finding -> finding.mark().name()))
                .isEqualTo(marks.isEmpty() ? List.of() : List.of(marks));
    }

    @ParameterizedTest
    @CsvSource({"node", "http://node:80", "node:0", "node:70000", "a b:80", "::1:80"})
    void shouldRefuseWhatIsNotHostAndPort(String given) {
        assertThat(new AddressCheck(probe, given, "127.0.0.1", 8080).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.found()).contains("not host:port"));
    }

    @Test
    void shouldKnowTheNodeByItsName() {
        AddressCheck check = new AddressCheck(probe, "n:8080", "0.0.0.0", 8080);
        HostPort server = HostPort.of("n:8080").orElseThrow();

        assertThat(check.judge(server, reply("{\"node\":\"n:8080\"}")).mark()).isEqualTo(Mark.OK);
        assertThat(check.judge(server, reply("{\"node\":\"m:8080\"}")).mark()).isEqualTo(Mark.PROBLEM);
        assertThat(check.judge(server, new NodeProbe.Reply(404, MissingNode.getInstance(), Optional.empty()))
                        .mark())
                .isEqualTo(Mark.PROBLEM);
    }

    @Test
    void shouldReadANodesStateFromAPeer() {
        PeersCheck check = new PeersCheck(probe, "n:8080");

        assertThat(check.judge("m:1", reply("{\"node\":\"m:1\",\"state\":\"serving\"}"))
                        .mark())
                .isEqualTo(Mark.OK);
        assertThat(check.judge("m:1", reply("{\"node\":\"m:1\",\"state\":\"failed\"}"))
                        .mark())
                .isEqualTo(Mark.PROBLEM);
        assertThat(check.judge("m:1", reply("{\"node\":\"n:1\",\"state\":\"serving\"}"))
                        .mark())
                .isEqualTo(Mark.PROBLEM);
    }

    @ParameterizedTest
    @CsvSource({"5000, WARNING", "500, OK", "-1500, OK", "-60000, UNKNOWN"})
    void shouldTakeTheNewestRecordForWhatItTells(long millisFromNow, Mark mark) {
        assertThat(clock().brokers(OptionalLong.of(NOW.toEpochMilli() + millisFromNow), NOW)
                        .mark())
                .isEqualTo(mark);
    }

    @Test
    void shouldNotGuessTheBrokersClock() {
        assertThat(clock().brokers(OptionalLong.empty(), NOW).mark()).isEqualTo(Mark.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "-1, OK", "2, OK", "4, WARNING", "-5, WARNING"})
    void shouldCompareTheClocksOfNodes(long secondsFromNow, Mark mark) {
        assertThat(clock().node("n:1", NOW, NOW.plusSeconds(secondsFromNow), NOW.plusMillis(300))
                        .mark())
                .isEqualTo(mark);
    }

    private ClockCheck clock() {
        return new ClockCheck(brokers, settings, probe, "n:8080", () -> NOW);
    }

    private static NodeProbe.Reply reply(String body) {
        return new NodeProbe.Reply(200, Json.read(body.getBytes(StandardCharsets.UTF_8)), Optional.of(NOW));
    }
}
