package io.rivulet.app.node;

import io.rivulet.app.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rivulet config-docs}: prints the reference of the settings. */
@Command(name = "config-docs", hidden = true, description = "Print the reference of all settings, as Markdown.")
public final class ConfigDocsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        command.commandLine().getOut().print(ConfigReference.markdown());
        return ExitCode.OK;
    }
}
