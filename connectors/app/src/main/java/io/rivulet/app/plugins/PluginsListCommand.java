package io.rivulet.app.plugins;

import io.rivulet.app.ExitCode;
import io.rivulet.plugins.loading.Plugins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rivulet plugins list}: the processors that can be attached, and what is broken. */
@Command(
        name = "list",
        description = "List the processors that can be attached to streams.",
        footer = {"", "Ends with 0 though some are broken: they are listed too."})
final class PluginsListCommand implements Callable<Integer> {

    @Mixin
    private PluginOptions options;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try (Plugins plugins = options.load()) {
            options.print(new PluginReport(plugins), command);
            return ExitCode.OK;
        }
    }
}
