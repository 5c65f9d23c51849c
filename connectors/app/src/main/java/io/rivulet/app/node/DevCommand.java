package io.rivulet.app.node;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.Logging;
import io.rivulet.broker.BrokerStartException;
import io.rivulet.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rivulet dev}: a node with a broker of its own, in one process and under one folder. */
@Command(
        name = "dev",
        description = "Run a node with a broker of its own: nothing else needs to be installed.",
        footer = {"", "Broker and stores live under the data folder and survive restarts."})
public final class DevCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "the data folder (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "the HTTP port on 127.0.0.1, 0 for a free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Mixin
    private SettingsOptions settings;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        Logging.hushOwnBroker();
        DevSettings dev = DevSettings.of(settings.gather(System.getenv()), data, port);
        return new NodeRun(command.commandLine().getOut(), command.commandLine().getErr())
                .run(process -> dev.on(process.start(this::startBroker).bootstrapServers()));
    }

    private EmbeddedBroker startBroker() {
        try {
            return EmbeddedBroker.start(data.resolve("broker"));
        } catch (BrokerStartException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
