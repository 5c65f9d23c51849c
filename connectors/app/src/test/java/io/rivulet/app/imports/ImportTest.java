package io.rivulet.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.FakeNode;
import io.rivulet.app.FakeNode.Request;
import io.rivulet.app.Typed;
import io.rivulet.app.client.NodeClient;
import io.rivulet.client.connection.NodeAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {

    private static final String KEYED = "{\"path\":\"/a\",\"type\":\"t\",\"idempotencyKey\":\"k\"}\n";
    private static final String UNKEYED = "{\"path\":\"/a\",\"type\":\"t\"}\n";

    private final FakeNode node = new FakeNode();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    @TempDir
    private Path dir;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldSendLinesAsTheyAreAndAddUp() throws Exception {
        node.answers(200, progress(0, 0) + summary(10_000, 0, 0)).answers(200, summary(1, 1, 0));

        ImportSummary summary = run(KEYED.repeat(10_002));

        assertThat(summary).isEqualTo(new ImportSummary(10_001, 1, 0, 0));
        assertThat(node.requests()).extracting(Request::target).containsOnly("/v1/default/import");
        assertThat(node.requests()).extracting(Request::body).containsExactly(KEYED.repeat(10_000), KEYED.repeat(2));
    }

    @Test
    void shouldTellARefusedLineByItsNumberInTheFile() throws Exception {
        node.answers(200, summary(10_000, 0, 0))
                .answers(
                        200,
                        "{\"problem\":{\"title\":\"It is no event\",\"detail\":\"The type is missing.\",\"line\":2}}\n"
                                + summary(1, 0, 1));

        run(KEYED.repeat(10_002));

        assertThat(notices).containsExactly("Line 10002: It is no event: The type is missing.");
    }

    @Test
    void shouldSendKeyedLinesAgainWhenTheNodeGoesAway() throws Exception {
        node.answers(200, summary(10_000, 0, 0))
                .hangsUp()
                .answers(503, "{}")
                .answers(200, "{\"accepted\":1,\"duplicates\":0,\"refused\":0,\"done\":false}\n")
                .answers(200, summary(1, 1, 0));

        ImportSummary summary = run(KEYED.repeat(10_002));

        assertThat(summary).isEqualTo(new ImportSummary(10_001, 1, 0, 0));
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(250L, 500L, 1000L);
    }

    @Test
    void shouldNotSendLinesWithoutKeysAgainOnceTheyMayHaveBeenTaken() {
        node.answers(503, "{}").hangsUp();

        assertThatThrownBy(() -> run(UNKEYED))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Stopped at line 1")
                .hasMessageContaining("no idempotency keys");
        assertThat(node.requests()).hasSize(2);
    }

    @Test
    void shouldGiveUpInTheEnd() {
        for (int i = 0; i < 20; i++) {
            node.answers(503, "{}");
        }

        assertThatThrownBy(() -> run(KEYED)).isInstanceOf(CommandFailure.class);
        assertThat(pauses.stream().mapToLong(Duration::toSeconds).sum()).isBetween(60L, 120L);
    }

    @Test
    void shouldNotWaitForANodeThatWasNeverThere() {
        node.hangsUp();

        assertThatThrownBy(() -> run(KEYED)).isInstanceOf(CommandFailure.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldSumUpForPeopleAndPrograms() throws IOException {
        String file = Files.writeString(dir.resolve("f"), KEYED).toString();
        node.answers(200, summary(1, 0, 0)).answers(200, summary(0, 0, 1));

        Typed text = Typed.run("import", file, "--url", node.url());
        Typed json = Typed.run("import", file, "--url", node.url(), "-o", "json");

        assertThat(text.out()).startsWith("1 accepted, 0 duplicates, 0 refused, 1 stream, ");
        assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(json.out())
                .startsWith("{\"accepted\":0,\"duplicates\":0,\"refused\":1,\"unknown\":0,\"streams\":1,");
        assertThat(json.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    private ImportSummary run(String lines) throws IOException, InterruptedException {
        NodeClient client = new NodeClient(new NodeAddress(URI.create(node.url()), "default"));
        Import run = new Import(client, Duration.ofSeconds(60), pauses::add, notices::add);
        try (EventSource source =
                LineFile.open(Files.writeString(dir.resolve("f"), lines).toString())) {
            run.run(new Chunks(source), summary -> {});
        }
        notices.removeIf(notice -> notice.contains("Trying again"));
        return run.summary();
    }

    private static String progress(long accepted, long duplicates) {
        return "{\"accepted\":" + accepted + ",\"duplicates\":" + duplicates
                + ",\"refused\":0,\"bytes\":0,\"seconds\":0.0}\n";
    }

    private static String summary(long accepted, long duplicates, long refused) {
        return "{\"accepted\":" + accepted + ",\"duplicates\":" + duplicates + ",\"refused\":" + refused
                + ",\"unknown\":0,\"streams\":1,\"bytes\":1,\"seconds\":0.1,\"done\":true}\n";
    }
}
