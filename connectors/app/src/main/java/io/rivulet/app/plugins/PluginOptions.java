package io.rivulet.app.plugins;

import io.rivulet.app.client.Json;
import io.rivulet.app.client.OutputOption;
import io.rivulet.app.node.SettingsOptions;
import io.rivulet.plugins.loading.Plugins;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Where to look for plugins, and how to print what is there. */
final class PluginOptions {

    @Mixin
    private SettingsOptions settings;

    @Mixin
    private OutputOption output;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description = "directories with plugins; without one, those of the setting plugin.path")
    private @Nullable List<Path> directories;

    Plugins load() {
        return directories == null
                ? PluginSettings.of(settings.gather(System.getenv()).toMap()).load()
                : Plugins.load(directories);
    }

    void print(PluginReport report, CommandSpec command) {
        command.commandLine().getOut().println(output.isJson() ? Json.write(report.json()) : report.text());
    }
}
