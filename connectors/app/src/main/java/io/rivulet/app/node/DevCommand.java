package io.rivulet.app.node;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.Logging;
import io.rivulet.app.processes.ClusterFile;
import io.rivulet.app.processes.ClusterLayout;
import io.rivulet.app.processes.ClusterLayout.NodePlace;
import io.rivulet.app.processes.LocalCluster;
import io.rivulet.broker.BrokerSettings;
import io.rivulet.broker.BrokerStartException;
import io.rivulet.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code rivulet dev}: a node with a broker of its own, in one process and under one folder; or several of each, every one a
 * process of its own.
 */
@Command(
        name = "dev",
        description = "Run a node with a broker of its own: nothing else needs to be installed.",
        footer = {
            "",
            "Broker and stores live under the data folder and survive restarts.",
            "With more than one node or broker each is a process of its own, and this one watches over them;",
            "what they log is in the folder's logs. Three brokers keep three replicas of everything.",
        })
public final class DevCommand implements Callable<Integer> {

    /** More than one machine is good for. */
    private static final int MOST = 9;

    private static final String BROKER = "broker";

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
            description = "the HTTP port on 127.0.0.1, 0 for a free one (default: ${DEFAULT-VALUE}); "
                    + "of several nodes the first one's, the others' follow")
    private int port;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many nodes (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many brokers; that cannot change later (default: ${DEFAULT-VALUE})")
    private int brokers;

    @Option(
            names = "--hosts",
            paramLabel = "HOST",
            split = ",",
            defaultValue = BrokerSettings.LOOPBACK,
            description = "where several nodes and brokers listen, each of them on its own host if there are as many "
                    + "(default: ${DEFAULT-VALUE})")
    private List<String> hosts;

    @Mixin
    private SettingsOptions settings;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        requireCount("--nodes", nodes);
        requireCount("--brokers", brokers);
        return nodes == 1 && brokers == 1 ? runOne() : runCluster();
    }

    private void requireCount(String option, int count) {
        if (count < 1 || count > MOST) {
            throw new ParameterException(command.commandLine(), option + " is from 1 to " + MOST + "; it was " + count);
        }
    }

    private int runCluster() throws InterruptedException {
        GivenSettings given = settings.gather(System.getenv());
        if (Files.exists(data.resolve(BROKER))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The data folder " + data + " is of one node with its broker: name another one with --data");
        }
        ClusterLayout layout = new ClusterFile(data, new SecureRandom()).layout(brokers, nodes, hosts, port);
        ClusterSettings each = new ClusterSettings(given, layout);
        for (NodePlace node : layout.nodes()) {
            each.of(node);
            DevSettings.requireFree(node.host(), node.port());
        }
        return new LocalCluster(layout, each::of)
                .run(command.commandLine().getOut(), command.commandLine().getErr());
    }

    private int runOne() throws InterruptedException {
        if (ClusterFile.isIn(data)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The data folder " + data
                            + " is of a cluster: say --nodes and --brokers, or name another one with --data");
        }
        Logging.hushOwnBroker();
        DevSettings dev = DevSettings.of(settings.gather(System.getenv()), data, port);
        return new NodeRun(command.commandLine().getOut(), command.commandLine().getErr())
                .run(process -> dev.on(process.start(this::startBroker).bootstrapServers()));
    }

    private EmbeddedBroker startBroker() {
        try {
            return EmbeddedBroker.start(data.resolve(BROKER));
        } catch (BrokerStartException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
