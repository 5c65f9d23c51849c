package io.rivulet.benchmarks.rounds;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every benchmark takes: its rounds, its folder, where the results go. */
public final class RunOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(names = "--rounds", defaultValue = "5", description = "That count (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--dir", defaultValue = "data/benchmarks", description = "For all data (default ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".");

    @Option(names = "--json", description = "A file for the results.")
    private @Nullable Path json;

    /** The command as anybody may repeat it: without this machine's folders and where results went. */
    public String command() {
        StringJoiner typed = new StringJoiner(" ", "java -jar benchmarks.jar ", "");
        Iterator<String> args =
                command.root().commandLine().getParseResult().originalArgs().iterator();
        while (args.hasNext()) {
            String arg = args.next();
            if (arg.equals("--json") || arg.equals("--dir")) {
                args.next();
            } else {
                typed.add(arg.substring(arg.lastIndexOf('/') + 1));
            }
        }
        return typed.toString();
    }

    /** How many rounds count. */
    public int rounds() {
        return rounds;
    }

    /** Where a {@link WorkFolder} is made. */
    public Path folder() {
        return folder;
    }

    /** Where the report goes besides; null for nowhere. */
    public @Nullable Path json() {
        return json;
    }
}
