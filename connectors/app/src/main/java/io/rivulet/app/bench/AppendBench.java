package io.rivulet.app.bench;

import io.rivulet.api.StreamPath;
import io.rivulet.app.bench.BenchPlan.Limit;
import io.rivulet.client.connection.NodeAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Appends to a node and bare acknowledged produces, in alternating rounds with the same number of callers. */
final class AppendBench {

    private final BenchPlan plan;
    private final NodeAddress node;
    private final BenchTopic topic;
    private final Payloads payloads;
    private final Consumer<String> progress;

    AppendBench(BenchPlan plan, NodeAddress node, BenchTopic topic, Payloads payloads, Consumer<String> progress) {
        this.plan = plan;
        this.node = node;
        this.topic = topic;
        this.payloads = payloads;
        this.progress = progress;
    }

    /**
     * What came out for a number of callers.
     *
     * @param append all rounds together
     * @param produce all rounds together
     * @param ratios of the medians, round by round
     */
    record Result(int connections, Latency append, Latency produce, List<Double> ratios) {

        Result {
            ratios = List.copyOf(ratios);
        }

        double ratio() {
            return append.median() / produce.median();
        }
    }

    List<Result> run() throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(plan.warmUpConnections());
        try {
            append(plan.warmUpConnections(), "getting warm", plan.warmUp(), threads);
            produce(plan.warmUpConnections(), "getting warm", plan.warmUp(), threads);
            List<Result> results = new ArrayList<>();
            for (int connections : plan.connections()) {
                results.add(alternate(connections, threads));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private Result alternate(int connections, ExecutorService threads) throws IOException, InterruptedException {
        Latency append = new Latency();
        Latency produce = new Latency();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round <= plan.rounds(); round++) {
            String which = connections
                    + (connections == 1 ? " connection, " : " connections, ")
                    + (round == 0 ? "warm-up" : "round " + round + " of " + plan.rounds());
            // What runs second finds the machine as the first has left it: so they change places.
            boolean isAppendFirst = round % 2 == 0;
            Latency first = round(isAppendFirst, connections, which, threads);
            Latency second = round(!isAppendFirst, connections, which, threads);
            if (round > 0) {
                Latency appended = isAppendFirst ? first : second;
                Latency produced = isAppendFirst ? second : first;
                append.after(appended);
                produce.after(produced);
                ratios.add(appended.median() / produced.median());
            }
        }
        return new Result(connections, append, produce, ratios);
    }

    private Latency round(boolean isAppend, int connections, String which, ExecutorService threads)
            throws IOException, InterruptedException {
        return isAppend
                ? append(connections, which, plan.limit(), threads)
                : produce(connections, which, plan.limit(), threads);
    }

    private Latency append(int connections, String which, Limit limit, ExecutorService threads)
            throws IOException, InterruptedException {
        progress.accept(which + ", append");
        List<Lane> lanes = new ArrayList<>();
        try {
            for (int lane = 0; lane < connections; lane++) {
                lanes.add(new NodeLane(node.of("events", path(connections, lane), Map.of()), payloads));
            }
            return Round.of(lanes, limit, threads);
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private Latency produce(int connections, String which, Limit limit, ExecutorService threads)
            throws IOException, InterruptedException {
        progress.accept(which + ", produce");
        List<Lane> lanes = IntStream.range(0, connections)
                .mapToObj(lane -> topic.lane(path(connections, lane).toKey(), payloads))
                .toList();
        return Round.of(lanes, limit, threads);
    }

    private StreamPath path(int connections, int lane) {
        return StreamPath.normalise("/bench/" + plan.id() + "/append-" + connections + "/" + lane);
    }
}
