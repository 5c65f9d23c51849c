package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.HistoryFile;
import io.rivulet.testkit.history.Operation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Judges history files: {@code FILE...}. Exits with 1 if a rule is broken. */
public final class JudgeMain {

    private JudgeMain() {}

    public static void main(String[] args) {
        System.exit(
                judge(Arrays.stream(args).map(Path::of).toList(), System.out).holds() ? 0 : 1);
    }

    static Judgement judge(List<Path> files, PrintStream out) {
        List<Operation> history = HistoryFile.read(files.toArray(Path[]::new));
        Judgement judgement = Judge.judge(history);
        out.println(history.size() + " operations\n" + judgement);
        return judgement;
    }
}
