package io.rivulet.app.plugins;

import io.rivulet.app.ExitCode;
import io.rivulet.plugins.loading.Plugins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rivulet plugins check}: whether all that lies in {@code plugin.path} can be used, for scripts and before a start. */
@Command(
        name = "check",
        description = "Check all plugins: their jars, classes, contracts, schemas and examples.",
        footer = {"", "Ends with 1 if one is broken, and says all that is wrong with it."})
final class PluginsCheckCommand implements Callable<Integer> {

    @Mixin
    private PluginOptions options;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try (Plugins plugins = options.load()) {
            options.print(new PluginReport(plugins), command);
            return plugins.broken().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
        }
    }
}
