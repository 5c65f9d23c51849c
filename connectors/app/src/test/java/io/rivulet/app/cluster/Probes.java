package io.rivulet.app.cluster;

import io.rivulet.app.proof.Deadline;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** For each partition a client that appends and one that reads, until they are closed. One thread asks them. */
final class Probes implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(500))
            .build();
    private final List<Probe> probes = new ArrayList<>();
    private final ExecutorService threads;

    /**
     * Starts them; returns when each was answered once.
     *
     * @param nodes which nodes to ask for a partition, the next one when one does not answer
     */
    Probes(int partitions, IntFunction<List<URI>> nodes) {
        threads = Executors.newFixedThreadPool(partitions * Probe.Kind.values().length);
        for (int partition = 0; partition < partitions; partition++) {
            for (Probe.Kind kind : Probe.Kind.values()) {
                Probe.Target target =
                        new Probe.Target(partition, kind, PartitionPath.of("/probe", partition, partitions));
                probes.add(new Probe(http, target, nodes.apply(partition)));
            }
        }
        probes.forEach(threads::execute);
        awaitSuccess(System.nanoTime());
    }

    /**
     * The time between two answers that was the longest.
     *
     * @param from when it began, for who looks into the members' logs
     */
    record Gap(Probe.Target target, Duration time, LocalTime from) {

        @Override
        public String toString() {
            return "%d ms (%s)".formatted(time.toMillis(), target);
        }

        /** With the moment when it began. */
        String toLongString() {
            return this + " from " + from;
        }
    }

    /** Returns when each was called and answered after a moment. */
    void awaitSuccess(long sinceNanos) {
        for (Probe probe : probes) {
            Deadline.await(
                    probe.target() + " succeeds again; " + probe.lastFailure(), () -> answered(probe, sinceNanos) > 0);
        }
    }

    /** From a moment to the first answers to appends and reads that were called after it, on all partitions. */
    Duration untilAllAnswer(long sinceNanos) {
        awaitSuccess(sinceNanos);
        return Duration.ofNanos(probes.stream()
                .mapToLong(probe -> answered(probe, sinceNanos))
                .max()
                .orElseThrow());
    }

    /** How long each took, for who looks where the time goes. */
    List<String> each(long sinceNanos) {
        return probes.stream()
                .map(probe -> probe.target() + " after " + answered(probe, sinceNanos) / 1_000_000 + " ms")
                .toList();
    }

    /** The longest time without an answer, from a moment till now, on some partitions. */
    Gap longestGap(long fromNanos, IntPredicate partitions) {
        long now = System.nanoTime();
        return probes.stream()
                .filter(probe -> partitions.test(probe.target().partition()))
                .map(probe -> gap(probe, fromNanos, now))
                .max(Comparator.comparing(Gap::time))
                .orElseThrow();
    }

    Gap longestGap(long fromNanos) {
        return longestGap(fromNanos, partition -> true);
    }

    private static Gap gap(Probe probe, long fromNanos, long nowNanos) {
        List<Long> answers = new ArrayList<>(List.of(fromNanos));
        probe.successes().stream()
                .map(Probe.Success::returnNanos)
                .filter(answer -> answer > fromNanos)
                .forEach(answers::add);
        answers.add(Math.max(nowNanos, answers.get(answers.size() - 1)));
        int longest = IntStream.range(1, answers.size())
                .boxed()
                .max(Comparator.comparing(i -> answers.get(i) - answers.get(i - 1)))
                .orElseThrow();
        long begin = answers.get(longest - 1);
        return new Gap(
                probe.target(),
                Duration.ofNanos(answers.get(longest) - begin),
                LocalTime.now(ZoneId.systemDefault())
                        .minusNanos(nowNanos - begin)
                        .truncatedTo(ChronoUnit.MILLIS));
    }

    /** Nanoseconds from a moment to the return of the first call after it; 0 when there is none. */
    private static long answered(Probe probe, long sinceNanos) {
        return probe.successes().stream()
                .filter(success -> success.callNanos() >= sinceNanos)
                .mapToLong(success -> success.returnNanos() - sinceNanos)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        probes.forEach(Probe::end);
        threads.shutdownNow();
    }
}
