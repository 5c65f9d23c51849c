package io.rivulet.app.plugins;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rivulet plugins}: what a node with these settings would load. It needs no node and no broker. */
@Command(
        name = "plugins",
        description = "List or check the processors that a node with these settings would load.",
        subcommands = {PluginsListCommand.class, PluginsCheckCommand.class})
public final class PluginsCommand implements Runnable {

    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "What shall it do? Name one of list and check.");
    }
}
