package io.rivulet.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A broker in a process of its own, for tests and measurements that want it apart from the application:
 * {@code io.rivulet.broker.BrokerMain --data DIR [--host H] [--port N]}, and as a member of a cluster {@code --id N
 * --quorum ID@HOST:PORT,... --cluster-id ID} beside. Prints {@code bootstrap.servers=host:port} when it serves, and stops in
 * good order on SIGTERM and SIGINT.
 */
public final class BrokerMain {

    private static final Set<String> OPTIONS = Set.of("--data", "--host", "--port", "--id", "--quorum", "--cluster-id");

    private BrokerMain() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(parse(List.of(args)));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
            System.out.println("bootstrap.servers=" + broker.bootstrapServers());
        } catch (BrokerStartException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    static BrokerSettings parse(List<String> args) {
        Map<String, String> options = new HashMap<>();
        for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
            String option = words.next();
            if (!OPTIONS.contains(option)) {
                throw new IllegalArgumentException("no such option: " + option);
            }
            if (!words.hasNext()) {
                throw new IllegalArgumentException("no value for " + option);
            }
            options.put(option, words.next());
        }
        return new BrokerSettings(
                Path.of(required(options, "--data")),
                options.getOrDefault("--host", BrokerSettings.LOOPBACK),
                Integer.parseInt(options.getOrDefault("--port", String.valueOf(BrokerSettings.FREE_PORT))),
                options.containsKey("--quorum") ? cluster(options) : null);
    }

    private static BrokerCluster cluster(Map<String, String> options) {
        return new BrokerCluster(
                required(options, "--cluster-id"),
                Integer.parseInt(required(options, "--id")),
                BrokerCluster.parseVoters(required(options, "--quorum")));
    }

    private static String required(Map<String, String> options, String option) {
        String value = options.get(option);
        if (value == null) {
            throw new IllegalArgumentException(option + " is missing");
        }
        return value;
    }
}
