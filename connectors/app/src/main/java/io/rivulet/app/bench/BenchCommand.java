package io.rivulet.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.StreamPath;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.bench.BenchPlan.Limit;
import io.rivulet.app.client.NodeClient;
import io.rivulet.app.client.NodeOptions;
import io.rivulet.app.kafka.KafkaFailures;
import io.rivulet.app.kafka.KafkaOptions;
import io.rivulet.app.progress.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rivulet bench}: measures a running node over HTTP against bare Kafka on the same brokers. */
@Command(
        name = "bench",
        description = "Measure a running node over HTTP, beside bare Kafka on the same brokers.",
        footer = {
            "",
            "Writes streams below /bench/, which stay in the log, and a topic rivulet-bench-..., which is deleted.",
            "HTTP/1.1 over plain sockets, one for each caller; one KafkaProducer with acks=all, idempotence and",
            "linger 0 for all callers, key and value only.",
        })
public final class BenchCommand implements Callable<Integer> {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int READINGS = 4;

    @Mixin
    private NodeOptions node;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "how long a round lasts (default: ${DEFAULT-VALUE})")
    private long seconds;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "a round ends earlier with so many events (default: ${DEFAULT-VALUE})")
    private long events;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "200",
            description = "of a payload (default: ${DEFAULT-VALUE})")
    private int size;

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,16,128",
            description = "how many callers at the same time, in turn (default: ${DEFAULT-VALUE})")
    private List<Integer> connections;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "rounds that count (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws InterruptedException {
        BenchPlan plan = plan();
        NodeClient client = node.client();
        JsonNode description = client.node().orFail().json();
        String topic = topic(description, client.address().namespace());
        String brokers = description.path("bootstrapServers").asText();
        Properties properties = kafka.properties(brokers);
        if (!node.isJson()) {
            command.commandLine().getOut().println(BenchReport.QUESTION);
        }
        try {
            BenchReport report = measure(plan, client, topic, brokers, properties);
            command.commandLine()
                    .getOut()
                    .print(node.isJson() ? report.json() + System.lineSeparator() : report.text());
            return ExitCode.OK;
        } catch (KafkaException e) {
            throw KafkaFailures.of(properties, e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "The measurement broke off: " + e.getMessage(), e);
        }
    }

    private BenchPlan plan() {
        String id = ID.format(Instant.now())
                + String.format("-%04x", ThreadLocalRandom.current().nextInt(1 << 16));
        try {
            return new BenchPlan(id, size, connections, rounds, new Limit(Duration.ofSeconds(seconds), events));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private BenchReport measure(BenchPlan plan, NodeClient client, String topic, String brokers, Properties properties)
            throws IOException, InterruptedException {
        Payloads payloads = new Payloads(plan.size());
        PrintWriter err = command.commandLine().getErr();
        try (BenchTopic own = BenchTopic.create("rivulet-bench-" + plan.id(), topic, properties);
                Progress progress = new Progress("Bench", plan.steps(READINGS), err)) {
            Consumer<String> steps = steps(progress);
            List<AppendBench.Result> appends = new AppendBench(plan, client.address(), own, payloads, steps).run();
            ReadStream stream = ReadStream.write(
                    client,
                    StreamPath.normalise("/bench/" + plan.id() + "/read"),
                    plan.readEvents(),
                    payloads,
                    written -> progress.show(plan.appendSteps(), written + " events to read are written"));
            List<Reading> readings = new ArrayList<>(new NodeReadings(client.address(), stream).all());
            readings.add(new ConsumerReading(properties, topic, stream));
            List<ReadBench.Result> reads = new ReadBench(plan.rounds(), plan.limit(), steps).run(readings);
            return new BenchReport(plan, client.address().node().toString(), brokers, appends, reads, stream.events());
        }
    }

    private static Consumer<String> steps(Progress progress) {
        return new Consumer<>() {
            private int begun;

            @Override
            public void accept(String step) {
                progress.show(begun++, step);
            }
        };
    }

    private static String topic(JsonNode description, String namespace) {
        return StreamSupport.stream(description.path("namespaces").spliterator(), false)
                .filter(one -> one.path("namespace").asText().equals(namespace))
                .map(one -> one.path("topic").asText())
                .findFirst()
                .orElseThrow(() -> new CommandFailure(ExitCode.REFUSED, "The node has no namespace " + namespace));
    }
}
