package io.rivulet.broker;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A broker in a process of its own, for tests and measurements that want it apart from the application:
 * {@code io.rivulet.broker.BrokerMain --data DIR [--port N]}. Prints {@code bootstrap.servers=host:port} when it serves,
 * and stops in good order on SIGTERM and SIGINT.
 */
public final class BrokerMain {

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
        Path dataDir = null;
        int port = BrokerSettings.FREE_PORT;
        for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
            String option = words.next();
            if (!words.hasNext()) {
                throw new IllegalArgumentException("no value for " + option);
            }
            switch (option) {
                case "--data" -> dataDir = Path.of(words.next());
                case "--port" -> port = Integer.parseInt(words.next());
                default -> throw new IllegalArgumentException("no such option: " + option);
            }
        }
        if (dataDir == null) {
            throw new IllegalArgumentException("--data DIR is missing");
        }
        return new BrokerSettings(dataDir, port);
    }
}
