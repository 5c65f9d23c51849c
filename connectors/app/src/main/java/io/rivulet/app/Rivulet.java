package io.rivulet.app;

import io.rivulet.app.bench.BenchCommand;
import io.rivulet.app.client.AppendCommand;
import io.rivulet.app.client.FeedCommand;
import io.rivulet.app.client.HealthCommand;
import io.rivulet.app.client.PauseCommand;
import io.rivulet.app.client.ProcessorsCommand;
import io.rivulet.app.client.ReadCommand;
import io.rivulet.app.client.ResetCommand;
import io.rivulet.app.client.ResumeCommand;
import io.rivulet.app.client.StateCommand;
import io.rivulet.app.client.StreamsCommand;
import io.rivulet.app.client.WakeCommand;
import io.rivulet.app.conformance.ConformanceCommand;
import io.rivulet.app.doctor.DoctorCommand;
import io.rivulet.app.imports.ImportCommand;
import io.rivulet.app.node.ConfigDocsCommand;
import io.rivulet.app.node.DevCommand;
import io.rivulet.app.node.ServeCommand;
import io.rivulet.app.plugins.PluginsCommand;
import io.rivulet.app.processes.BrokerCommand;
import io.rivulet.app.status.ClusterCommand;
import io.rivulet.app.tail.TailCommand;
import io.rivulet.app.verify.VerifyCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program's entry: finds the subcommand, runs it, and turns how it ended into an exit code. */
@Command(
        name = "rivulet",
        description = "Durable, ordered, live event streams on Kafka.",
        versionProvider = ProgramVersion.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        subcommands = {
            DevCommand.class,
            ServeCommand.class,
            DoctorCommand.class,
            ClusterCommand.class,
            HealthCommand.class,
            AppendCommand.class,
            ReadCommand.class,
            TailCommand.class,
            FeedCommand.class,
            StateCommand.class,
            ProcessorsCommand.class,
            StreamsCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ResetCommand.class,
            WakeCommand.class,
            ImportCommand.class,
            VerifyCommand.class,
            ConformanceCommand.class,
            PluginsCommand.class,
            BenchCommand.class,
            ConfigDocsCommand.class,
            BrokerCommand.class,
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the node refused, or the answer is no; trying again does not help",
            "2:the command line or the settings are wrong; nothing was done",
            "3:the node cannot be reached or does not serve now; trying again later may help",
            "70:a bug",
        })
public final class Rivulet implements Runnable {

    @Spec
    private CommandSpec command;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "log more")
    void setVerbose(boolean isVerbose) {
        if (isVerbose) {
            Logging.verbose();
        }
    }

    public static void main(String[] args) {
        CommandLine commandLine = commandLine(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
        int exitCode = run(commandLine, args);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        System.exit(exitCode);
    }

    /** Runs a command. An error is a bug too: it must end the process, which threads of Kafka would keep. */
    static int run(CommandLine commandLine, String... args) {
        try {
            return commandLine.execute(args);
        } catch (Error bug) {
            bug.printStackTrace(commandLine.getErr());
            return ExitCode.INTERNAL;
        }
    }

    /** The command line, printing to the given writers. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Rivulet())
                .setCaseInsensitiveEnumValuesAllowed(true)
                // An @ begins a file with a payload, not one with arguments.
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(new FailureReport())
                .setOut(out)
                .setErr(err);
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "What shall it do? Name a subcommand.");
    }

    /** JSON is UTF-8 whatever the locale says. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        OutputStream stream = new FileOutputStream(descriptor);
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
