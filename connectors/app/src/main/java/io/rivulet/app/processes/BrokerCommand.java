package io.rivulet.app.processes;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.broker.BrokerCluster;
import io.rivulet.broker.BrokerSettings;
import io.rivulet.broker.BrokerStartException;
import io.rivulet.broker.EmbeddedBroker;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rivulet broker}: an embedded broker in a process of its own, alone or one of a cluster. */
@Command(
        name = "broker",
        hidden = true,
        description = "Run one broker of a development cluster. It knows no authentication.",
        footer = {"", "All brokers of a cluster must be started; the first waits for most of the others."})
public final class BrokerCommand implements Callable<Integer> {

    /** How nodes that end together with this broker get to end first. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "the broker's folder")
    private Path data;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = BrokerSettings.LOOPBACK,
            description = "the address to listen on (default: ${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "the port for clients, 0 for a free one (default: ${DEFAULT-VALUE})")
    private int port;

    @ArgGroup(exclusive = false)
    private @Nullable Membership membership;

    @Mixin
    private ParentWatch parent;

    @Spec
    private CommandSpec command;

    /** What makes it one of a cluster. */
    static final class Membership {

        @Option(names = "--id", paramLabel = "N", required = true, description = "this broker's among the voters")
        private int id;

        @Option(
                names = "--quorum",
                paramLabel = "ID@HOST:PORT,...",
                required = true,
                description = "all brokers of the cluster, with the ports of their controllers")
        private String quorum;

        @Option(names = "--cluster-id", paramLabel = "ID", required = true, description = "the same for all of them")
        private String clusterId;

        BrokerCluster cluster() {
            return new BrokerCluster(clusterId, id, BrokerCluster.parseVoters(quorum));
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        parent.begin(GRACE);
        EmbeddedBroker broker = start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shutdown"));
        command.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "The broker is ready: %s (ready in %.1f s)%n",
                        broker.bootstrapServers(),
                        ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        command.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private EmbeddedBroker start() {
        try {
            BrokerCluster cluster = membership == null ? null : membership.cluster();
            return EmbeddedBroker.start(new BrokerSettings(data, host, port, cluster));
        } catch (BrokerStartException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
