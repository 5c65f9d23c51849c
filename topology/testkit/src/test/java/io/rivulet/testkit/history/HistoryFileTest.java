package io.rivulet.testkit.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Refused;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.Append.Unknown;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Range;
import io.rivulet.testkit.history.Read.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "history.md");
    private static final Call CALL = new Call("c1", "/s/ü", "127.0.0.1:8081", 1, 2);
    private static final Origin NODE = new Origin("127.0.0.1:8082", 4L);
    private static final SeenEvent EVENT = new SeenEvent(41, 3, "c1-1");
    private static final List<Operation> ALL = List.of(
            new Append(
                    CALL,
                    List.of(new Offered("c1-1", "k", 40L), new Offered("c1-2", null, null)),
                    new Acknowledged(
                            NODE, List.of(new Taken(EVENT, true), new Taken(new SeenEvent(42, 4, "c1-2"), false)))),
            new Append(CALL, List.of(new Offered("c1-3", null, -1L)), new Refused(NODE, "expected-offset", 42L)),
            new Append(CALL, List.of(new Offered("c1-4", null, null)), new Unknown("timed out")),
            new Read(
                    CALL,
                    Consistency.MIN_OFFSET,
                    new Range(41L, 40L, null),
                    new Seen(NODE, 43L, 0L, 5, 42L, false, List.of(EVENT))),
            new Read(CALL, Consistency.STALE, new Range(null, null, 3L), null),
            new Tail(CALL, "t1", -1, new Origin("a:1", null), true, List.of(new SeenEvent(0, 0, null), EVENT)));

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatWasWritten() {
        assertThat(HistoryFile.read(write())).isEqualTo(ALL);
    }

    @Test
    void shouldLeaveOutALineThatAKillTore() throws IOException {
        Path file = write();
        Files.writeString(file, "{\"op\":\"append\",\"cli", UTF_8, StandardOpenOption.APPEND);

        assertThat(HistoryFile.read(file)).isEqualTo(ALL);
    }

    @Test
    void shouldNameTheLineThatIsNoOperation() throws IOException {
        Path file = write();
        Files.writeString(file, "{\"op\":\"append\"}\n", UTF_8, StandardOpenOption.APPEND);

        assertThatThrownBy(() -> HistoryFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 7: no text \"client\"");
    }

    /** The examples of the page are operations, and come out as they stand there. */
    @Test
    void shouldReadTheExamplesOfThePage() throws IOException {
        List<String> examples = Pattern.compile("^    (\\{\"op\".*?\\})$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1).replaceAll("\\n *", ""))
                .toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
        assertThat(examples).allSatisfy(example -> assertThat(OperationJson.text(OperationJson.parse(example)))
                .isEqualTo(example));
    }

    private Path write() {
        Path file = folder.resolve("history.ndjson");
        try (HistoryWriter writer = new HistoryWriter(file)) {
            ALL.forEach(writer::write);
            assertThat(writer.count()).isEqualTo(ALL.size());
        }
        return file;
    }
}
