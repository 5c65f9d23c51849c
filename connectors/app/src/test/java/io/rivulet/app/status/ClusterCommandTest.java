package io.rivulet.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.ExitCode;
import io.rivulet.app.FakeNode;
import io.rivulet.app.Typed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClusterCommandTest {

    private static final String OWNER_SERVES =
            "{\"partition\":0,\"role\":\"owner\",\"state\":\"serving\",\"applied\":123,\"end\":124,\"behind\":0}";
    private static final String STANDS_BY =
            "{\"partition\":0,\"role\":\"standby\",\"state\":\"standing-by\",\"applied\":100,\"end\":1334,\"behind\":1234}";
    private static final String RESTORES =
            "{\"partition\":1,\"role\":\"owner\",\"state\":\"restoring\",\"applied\":500,\"end\":1000,\"behind\":500,"
                    + "\"restore\":{\"from\":0,\"to\":1000,\"at\":500,\"recordsPerSecond\":12345,\"remainingSeconds\":2.0}}";

    private final FakeNode node = new FakeNode();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldShowOwnersAndStandBys() {
        node.answers(200, cluster(node("a:1", OWNER_SERVES), node("b:2", STANDS_BY)));

        Typed cluster = Typed.at(node.url(), "cluster");

        assertThat(cluster.out())
                .contains("Namespace default, topic t: 1 partition, all served")
                .containsPattern("(?m)^  0 +a:1 +serving +b:2 \\(1,234 behind\\)$")
                .contains("2 nodes")
                .containsPattern("(?m)^  a:1  serving  default: 1 owned, 0 standing by$");
        assertThat(cluster.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(node.requests().get(0).target()).isEqualTo("/v1/cluster");
    }

    @Test
    void shouldShowHowFarARestoreIs() {
        node.answers(200, cluster(node("a:1", OWNER_SERVES), node("b:2", RESTORES)));

        Typed cluster = Typed.at(node.url(), "cluster");

        assertThat(cluster.out())
                .contains("2 partitions, 1 NOT SERVED")
                .contains("restoring, 50 %, 500 records left, 12,345/s, 2 s left");
        assertThat(cluster.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void shouldMissAPartitionThatNobodyOwns() {
        String second = OWNER_SERVES.replace("\"partition\":0", "\"partition\":1");
        node.answers(
                200,
                cluster(
                        node("a:1", second),
                        node("b:2", STANDS_BY),
                        "{\"node\":\"c:3\",\"state\":\"unreachable\",\"namespaces\":[]}"));

        Typed cluster = Typed.at(node.url(), "cluster");

        assertThat(cluster.out())
                .containsPattern("(?m)^  0 +none +no owner +b:2")
                .containsPattern("(?m)^  c:3 +unreachable$");
        assertThat(cluster.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void shouldNotCallAClusterServedThatTellsNothing() {
        node.answers(200, "{\"nodes\":[]}");
        assertThat(Typed.at(node.url(), "cluster").exitCode()).isEqualTo(ExitCode.UNAVAILABLE);

        node.answers(200, cluster(node("a:1", "")));
        assertThat(Typed.at(node.url(), "cluster").exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void shouldPassJsonThrough() {
        String answer = cluster(node("a:1", OWNER_SERVES));
        node.answers(200, answer);

        assertThat(Typed.at(node.url(), "cluster", "-o", "json").out()).isEqualToIgnoringNewLines(answer);
    }

    @Test
    void shouldSayThatANodeDoesNotAnswer() {
        node.hangsUp().hangsUp();

        assertThat(Typed.at(node.url(), "cluster").exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    @Timeout(30)
    void shouldWatchOverANodeThatIsAwayForAMoment() throws Exception {
        String served = cluster(node("a:1", OWNER_SERVES));
        node.answers(503, "{\"title\":\"Closing\"}").answers(200, served).answers(200, served);
        FutureTask<Typed> watching = new FutureTask<>(() -> Typed.at(node.url(), "cluster", "--watch"));
        Thread thread = new Thread(watching);
        thread.start();
        node.awaitRequests(3);

        thread.interrupt();

        Typed watched = watching.get(10, TimeUnit.SECONDS);
        assertThat(watched.err()).contains("Closing");
        assertThat(watched.out()).contains("all served");
    }

    private static String cluster(String... nodes) {
        return "{\"nodes\":[" + String.join(",", nodes) + "]}";
    }

    private static String node(String address, String partition) {
        return "{\"node\":\"" + address
                + "\",\"state\":\"serving\",\"namespaces\":[{\"namespace\":\"default\",\"topic\":\"t\","
                + "\"state\":\"serving\",\"detail\":\"\",\"partitions\":[" + partition + "]}]}";
    }
}
