package io.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.engine.fold.Fold;
import io.rivulet.testkit.model.ReferenceModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The same log always gives the same rows. If a digest here changes, the fold derives something else from old records, and
 * stores that are built already would differ from new ones: raise {@link Fold#VERSION}, then put the new digests.
 */
class RecordedLogTest {

    private static final int VERSION = 9;
    private static final String HISTORY = "fa5c7bbd1400a32eeea3f60812827e7d3c85bc9c8ea6b059bc7487a83b6a5943";
    private static final String NASTY = "bf0935763fd0204ed92e9b14db46f51265b2337d53a18c98f5c60ce46014a196";

    @Test
    void shouldFoldTheHistoryIntoTheSameRows() throws IOException {
        LogBuilder log = history();
        FoldRun run = FoldRun.of(log);

        assertThat(run.progress().accepted() + run.progress().duplicates()).isEqualTo(9000);
        assertThat(Agreement.differences(ReferenceModel.of(log.records(), FoldRun.SETTINGS, 0), run))
                .isEmpty();
        assertThat(Fold.VERSION).isEqualTo(VERSION);
        assertThat(run.digest()).isEqualTo(HISTORY);
    }

    @Test
    void shouldFoldTheNastyLogIntoTheSameRows() {
        LogBuilder log = NastyLog.make();
        FoldRun run = FoldRun.of(log);

        assertThat(Agreement.differences(ReferenceModel.of(log.records(), FoldRun.SETTINGS, 0), run))
                .isEmpty();
        assertThat(Fold.VERSION).isEqualTo(VERSION);
        assertThat(run.digest()).isEqualTo(NASTY);
    }

    /** Payloads are cut out of their lines, so that no library's way of writing JSON is in the digest. */
    private static LogBuilder history() throws IOException {
        LogBuilder log = new LogBuilder();
        ObjectMapper mapper = new ObjectMapper();
        InputStream resource =
                Objects.requireNonNull(RecordedLogTest.class.getResourceAsStream("/recorded/history.ndjson.gz"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(resource), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode event = mapper.readTree(line);
                log.time(event.get("payload").get("committedAt").longValue() * 1000)
                        .at(event.get("path").textValue())
                        .type(event.get("type").textValue())
                        .key(event.get("idempotencyKey").textValue())
                        .payload(line.substring(line.indexOf("\"payload\":") + 10, line.length() - 1))
                        .add();
            }
        }
        return log;
    }
}
