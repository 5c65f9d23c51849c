package io.rivulet.app.imports;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.NodeOptions;
import io.rivulet.app.progress.Progress;
import io.rivulet.app.retry.Pause;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rivulet import}: appends many events and tells what became of them. */
@Command(
        name = "import",
        description = "Append the events of a file, or of the history of a git repository.",
        footer = {
            "",
            "A file has one event a line, with the path of its stream, gzipped or not:",
            "  {\"path\":\"/orders/17\",\"type\":\"order.placed\",\"idempotencyKey\":\"17-1\",\"payload\":{\"sum\":12}}",
            "An import may be repeated: events with a key that their stream knows are duplicates and change nothing.",
        })
public final class ImportCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @ArgGroup(multiplicity = "1")
    private Origin origin;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "how long to wait for a node that has gone away (default: ${DEFAULT-VALUE})")
    private long patienceSeconds;

    /** Where the events come from. */
    static final class Origin {

        @Parameters(paramLabel = "FILE", description = "lines of JSON, or - for the standard input")
        private @Nullable String file;

        @Option(names = "--git", paramLabel = "DIR", description = "a git repository")
        private @Nullable Path git;

        private EventSource open() {
            if (git != null) {
                return GitHistory.open(git);
            }
            if (file != null) {
                return LineFile.open(file);
            }
            throw new IllegalStateException("neither FILE nor --git was given");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = command.commandLine().getErr();
        Import run = new Import(node.client(), Duration.ofSeconds(patienceSeconds), Pause.SLEEP, err::println);
        try (EventSource source = origin.open()) {
            Chunks chunks = new Chunks(source);
            Duration time = send(run, source, chunks);
            source.omissions().forEach(err::println);
            ImportSummary summary = run.summary();
            String told = node.isJson() ? summary.json(chunks.streams(), time) : summary.text(chunks.streams(), time);
            command.commandLine().getOut().println(told);
            return summary.isClean() ? ExitCode.OK : ExitCode.REFUSED;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "The events cannot be read: " + e.getMessage(), e);
        }
    }

    private Duration send(Import run, EventSource source, Chunks chunks) throws IOException, InterruptedException {
        try (Progress progress =
                new Progress("Import", source.total(), command.commandLine().getErr())) {
            run.run(chunks, summary -> progress.count(source.position(), summary.events(), "events"));
            return progress.elapsed();
        }
    }
}
