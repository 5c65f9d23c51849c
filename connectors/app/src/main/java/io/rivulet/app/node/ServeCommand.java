package io.rivulet.app.node;

import io.rivulet.app.processes.ParentWatch;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rivulet serve}: a node on a Kafka cluster that is there already. */
@Command(
        name = "serve",
        description = "Run a node on a Kafka cluster.",
        footer = {
            "",
            "Settings come from a file, over it the environment (RIVULET_BOOTSTRAP_SERVERS), over it --set.",
            "bootstrap.servers is needed; docs/reference/configuration.md lists all of them.",
        })
public final class ServeCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions settings;

    @Mixin
    private ParentWatch parent;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        parent.begin(Duration.ZERO);
        NodeSettings checked = NodeSettings.of(settings.gather(System.getenv()));
        return new NodeRun(command.commandLine().getOut(), command.commandLine().getErr()).run(process -> checked);
    }
}
