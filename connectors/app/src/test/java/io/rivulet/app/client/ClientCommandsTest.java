package io.rivulet.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.ExitCode;
import io.rivulet.app.FakeNode;
import io.rivulet.app.FakeNode.Request;
import io.rivulet.app.Typed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCommandsTest {

    private static final String APPENDED =
            "{\"incarnation\":\"i\",\"events\":[{\"offset\":41,\"index\":3,\"type\":\"t\",\"createdAt\":\"now\",\"payload\":1.50}]}";

    private final FakeNode node = new FakeNode();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldAppendAPayloadAsItIsGiven() {
        node.answers(201, APPENDED);

        Typed append = run(
                "append",
                "/a b/ü",
                "--type",
                "t",
                "--payload",
                "{\"x\" : 1.50}",
                "--key",
                "k",
                "--expected-offset",
                "-1",
                "--metadata",
                "{\"m\":1}");

        assertThat(append.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(append.out()).contains("41", "now", "1.50");
        Request request = node.requests().get(0);
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /v1/default/events/a%20b/%C3%BC");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.body())
                .isEqualTo("{\"type\":\"t\",\"payload\":{\"x\" : 1.50},\"metadata\":{\"m\":1},\"idempotencyKey\":\"k\","
                        + "\"expectedOffset\":-1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pause  | --reason tea       | {"action":"pause","reason":"tea"}
                    resume | -o json            | {"action":"resume"}
                    reset  | --incarnation 1-a  | {"action":"reset","incarnation":"1-a"}
                    """)
    void shouldControlAStream(String action, String options, String body) {
        node.answers(201, APPENDED);
        List<String> words = new ArrayList<>(List.of(action, "/a"));
        words.addAll(List.of(options.split(" ")));

        Typed done = run(words.toArray(String[]::new));

        assertThat(done.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(done.out()).contains("41");
        Request request = node.requests().get(0);
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /v1/default/control/a");
        assertThat(request.body()).isEqualTo(body);
    }

    @Test
    void shouldReadAPayloadFromAFile(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("payload.json"), "{\"größe\":1e3}\n");
        node.answers(201, APPENDED);

        run("append", "/a", "--type", "t", "--payload", "@" + file);

        assertThat(node.requests().get(0).body()).contains("{\"größe\":1e3}");
    }

    @ParameterizedTest
    @CsvSource({"{nonsense, is not JSON", "@/no/such/file, does not exist", "{} {}, is not JSON", "'', is empty"})
    void shouldRefuseAPayloadThatIsNotJson(String payload, String complaint) {
        Typed append = run("append", "/a", "--type", "t", "--payload", payload);

        assertThat(append.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(append.err()).contains("--payload").contains(complaint);
        assertThat(node.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400, 1", "404, 1", "409, 1", "412, 1", "429, 3", "500, 3", "503, 3"})
    void shouldTellAProblemInOneLine(int status, int exitCode) {
        node.answers(status, "{\"title\":\"It is so\",\"detail\":\"Do\\u001b[31m that.\"}");

        Typed read = run("read", "/a");

        assertThat(read.exitCode()).isEqualTo(exitCode);
        assertThat(read.err()).isEqualToIgnoringNewLines("It is so: Do\uFFFD[31m that. (status " + status + ")");
    }

    @Test
    void shouldSayThatTheNodeIsNotThere() {
        String url = node.url();
        node.close();

        Typed read = Typed.run("read", "/a", "--url", url);

        assertThat(read.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(read.err()).contains(url).contains("is it running");
    }

    @Test
    void shouldRefuseAPathThatIsNone() {
        assertThat(run("read", "/a/../..").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("read", "/\uFFFD").err()).contains("LC_ALL");
    }

    @Test
    void shouldPassJsonThrough() {
        String page = "{\"events\":[{\"offset\":1,\"payload\":1.50}],\"next\":null}";
        node.answers(200, page);

        Typed read = run("read", "/", "--after", "0", "--limit", "5", "--types", "a,b", "-o", "json");

        assertThat(read.out()).isEqualToIgnoringNewLines(page);
        assertThat(node.requests().get(0).target()).isEqualTo("/v1/default/events/?after=0&limit=5&types=a%2Cb");
    }

    @Test
    void shouldSayWhereAPageGoesOn() {
        node.answers(200, "{\"events\":[],\"next\":17}");

        assertThat(run("read", "/a").err()).contains("--after 17");
    }

    @Test
    void shouldTellFeedRowsOnALineEach() {
        node.answers(
                200,
                "{\"count\":3,\"from\":0,\"rows\":[{\"row\":0,\"type\":\"t\",\"firstIndex\":0,\"lastIndex\":1,"
                        + "\"firstOffset\":5,\"lastOffset\":9,\"count\":2}]}");

        Typed feed = run("feed", "/a");

        assertThat(feed.out()).contains("t  2 events, indexes 0 to 1, offsets 5 to 9");
        assertThat(feed.err()).contains("--from 1");
    }

    @Test
    void shouldListStreamsToTheLastPageAndCountThem() {
        node.answers(200, "{\"streams\":[{\"path\":\"/a\",\"count\":1,\"head\":{\"offset\":0}}],\"next\":\"/a\"}")
                .answers(200, "{\"streams\":[{\"path\":\"/b\",\"count\":1,\"head\":{\"offset\":1}}],\"next\":null}");

        Typed streams = run("streams");

        assertThat(streams.out()).contains("/a", "/b").endsWith("2 streams" + System.lineSeparator());
        assertThat(node.requests().get(1).target()).contains("after=%2Fa");
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 3", "404, 1"})
    void shouldSayWhetherANodeIsReady(int status, int exitCode) {
        node.answers(status, "{}");

        assertThat(run("health").exitCode()).isEqualTo(exitCode);
        assertThat(node.requests().get(0).target()).isEqualTo("/health/ready");
    }

    @Test
    void shouldNameWhatIsParkedOnANodeThatIsReady() {
        node.answers(
                200,
                "{\"status\":\"up\",\"namespaces\":[{\"namespace\":\"default\",\"parked\":12,\"parkedAt\":[{\"path\":\"/a\","
                        + "\"slug\":\"crm\",\"kind\":\"webhook\",\"reason\":\"404\",\"since\":\"2026-01-01T00:00:00Z\"}]}]}");

        Typed health = run("health");

        assertThat(health.exitCode()).isEqualTo(0);
        assertThat(health.out()).contains("ready", "default: 12", "/a  webhook crm since 2026-01-01T00:00:00Z: 404");
    }

    @ParameterizedTest
    @CsvSource({"--processor, counter", "--key, crm"})
    void shouldWakeWhatIsParked(String option, String name) {
        node.answers(200, "{\"woken\":\"" + name + "\"}");

        Typed wake = run("wake", "/orders/17", option, name);

        assertThat(wake.exitCode()).isEqualTo(0);
        assertThat(wake.out()).contains(name);
        assertThat(node.requests().get(0).target()).isEqualTo("/v1/default/control/orders/17");
        assertThat(node.requests().get(0).body()).isEqualTo("{\"action\":\"wake\",\"slug\":\"" + name + "\"}");
    }

    @Test
    void shouldWakeOneOrTheOther() {
        assertThat(run("wake", "/a").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("wake", "/a", "--key", "k", "--processor", "p").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    private Typed run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = node.url();
        return Typed.run(all);
    }
}
