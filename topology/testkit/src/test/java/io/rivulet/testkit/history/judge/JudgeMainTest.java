package io.rivulet.testkit.history.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.testkit.history.HistoryWriter;
import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.Tail;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeMainTest {

    @TempDir
    private Path folder;

    @Test
    void shouldJudgeSeveralFilesAsOneHistory() {
        List<Operation> history = new ToyStore(1, 2).run(300);
        Path one = write("one", history.subList(0, 100));
        Path other = write("other", history.subList(100, history.size()));

        assertThat(judge(List.of(one, other)))
                .startsWith(history.size() + " operations")
                .doesNotContain("{");
    }

    @Test
    void shouldTellAViolationWithTheOperationsThatShowIt() {
        List<Operation> history = new ToyStore(1, 2).run(300);
        history.replaceAll(operation -> operation instanceof Tail tail && tail.settled()
                ? new Tail(tail.call(), tail.session(), tail.after(), tail.origin(), true, List.of())
                : operation);

        assertThat(judge(List.of(write("cut", history))))
                .contains("TAILED_TO_THE_END /s0: it came to ")
                .contains("    {\"op\":\"tail\",");
    }

    private static String judge(List<Path> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JudgeMain.judge(files, new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }

    private Path write(String name, List<Operation> operations) {
        Path file = folder.resolve(name);
        try (HistoryWriter writer = new HistoryWriter(file)) {
            operations.forEach(writer::write);
        }
        return file;
    }
}
