package io.rivulet.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.ExitCode;
import io.rivulet.app.FakeNode;
import io.rivulet.app.Typed;
import io.rivulet.engine.query.PartitionDigest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {

    private static final String DIGESTS =
            "{\"namespace\":\"default\",\"topic\":\"t\",\"bootstrapServers\":\"127.0.0.1:1\",\"defaultType\":\"record\","
                    + "\"maxEventBytes\":1024,\"partitions\":[{\"partition\":0,\"applied\":-1,\"rows\":0,\"sha256\":\"\"}]}";

    private final FakeNode node = new FakeNode();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldSayThatTheNodeDoesNotServeNow() {
        node.answers(503, "{\"title\":\"Not now\",\"detail\":\"restoring\"}");

        Typed verify = Typed.at(node.url(), "verify");

        assertThat(verify.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(verify.err()).contains("restoring");
        assertThat(node.requests().get(0).target()).isEqualTo("/v1/default/digests");
    }

    @Test
    void shouldRefuseSettingsForKafkaThatAreWrong(@TempDir Path dir) {
        node.answers(200, DIGESTS);
        node.answers(200, DIGESTS);

        Typed noFile = Typed.at(
                node.url(), "verify", "--kafka-config", dir.resolve("none").toString());
        Typed noServers = Typed.at(node.url(), "verify", "--scratch", dir.toString(), "--bootstrap-servers", "nowhere");

        assertThat(noFile.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(noServers.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(noServers.err()).contains("nowhere");
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void shouldRefuseAnAnswerWithoutDigests() {
        node.answers(200, "{}");

        assertThat(Typed.at(node.url(), "verify").exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 20, aa, equal",
        "7, 20, bb, DIFFERENT",
        "7, 19, bb, DIFFERENT: the log gives 19 rows",
        "5, 19, bb, DIFFERENT: the log ends with the record 5",
    })
    void shouldTellInWhatAPartitionDiffers(long applied, long rows, String sha256, String told) {
        Comparison comparison =
                new Comparison(new PartitionDigest(2, 7, 20, "aa"), new PartitionDigest(2, applied, rows, sha256));

        assertThat(comparison.text()).isEqualTo("        2            7           20  " + told);
    }
}
