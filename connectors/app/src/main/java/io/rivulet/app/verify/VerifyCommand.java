package io.rivulet.app.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.NodeOptions;
import io.rivulet.app.kafka.KafkaFailures;
import io.rivulet.app.kafka.KafkaOptions;
import io.rivulet.app.progress.Progress;
import io.rivulet.engine.Refold;
import io.rivulet.engine.query.PartitionDigest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rivulet verify}: folds a namespace's topic anew and compares every row with those of the running node. */
@Command(
        name = "verify",
        description = "Fold the topic of a namespace anew and compare every row with the node's.",
        footer = {
            "",
            "Reads the whole log from the brokers and writes about as much below --scratch.",
            "The node goes on serving; what it folds meanwhile is not compared.",
            "Ends with 1 if a partition differs.",
        })
public final class VerifyCommand implements Callable<Integer> {

    /** The node reads every row. */
    private static final Duration DIGESTS_WITHIN = Duration.ofMinutes(30);

    private static final String RECORDS_A_POLL = "2000";

    @Mixin
    private NodeOptions node;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "where a folder is made for the second fold, and removed again (default: ${DEFAULT-VALUE})")
    private Path scratch;

    @Override
    public Integer call() {
        NodeDigests digests = NodeDigests.of(
                node.client().get("digests", DIGESTS_WITHIN).orFail().json());
        Properties properties = kafka.properties(digests.bootstrapServers());
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
        try (ScratchFolder folder = ScratchFolder.below(scratch)) {
            return compare(digests, properties, folder);
        } catch (KafkaException e) {
            throw KafkaFailures.of(properties, e);
        }
    }

    private int compare(NodeDigests digests, Properties properties, ScratchFolder folder) {
        List<Comparison> comparisons = new ArrayList<>();
        Duration time;
        try (Progress progress = new Progress(
                        "Fold", digests.records(), command.commandLine().getErr());
                Refold refold = new Refold(properties, digests.topic(), digests.fold(), folder.path())) {
            long before = 0;
            for (PartitionDigest partition : digests.partitions()) {
                long done = before;
                PartitionDigest log = refold.fold(partition.partition(), partition.applied(), applied -> {
                    folder.requireWanted();
                    progress.count(done + applied + 1, done + applied + 1, "records");
                });
                before += partition.applied() + 1;
                comparisons.add(new Comparison(partition, log));
            }
            time = progress.elapsed();
        }
        PrintWriter out = command.commandLine().getOut();
        if (node.isJson()) {
            out.println(json(digests, comparisons));
        } else {
            out.println(Comparison.HEADINGS);
            comparisons.forEach(comparison -> out.println(comparison.text()));
            out.println(summary(comparisons, digests.records(), time));
        }
        return comparisons.stream().allMatch(Comparison::isEqual) ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static String summary(List<Comparison> comparisons, long records, Duration time) {
        long different =
                comparisons.stream().filter(comparison -> !comparison.isEqual()).count();
        return String.format(
                Locale.ROOT,
                "%s, %,d records folded in %.1f s",
                different == 0 ? "All equal" : different + " of " + comparisons.size() + " DIFFERENT",
                records,
                time.toMillis() / 1000.0);
    }

    private String json(NodeDigests digests, List<Comparison> comparisons) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("namespace", node.client().address().namespace());
        json.put("topic", digests.topic());
        json.put("equal", comparisons.stream().allMatch(Comparison::isEqual));
        ArrayNode partitions = json.putArray("partitions");
        comparisons.forEach(comparison -> partitions.add(comparison.json()));
        return Json.write(json);
    }
}
