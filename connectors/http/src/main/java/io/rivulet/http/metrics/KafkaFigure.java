package io.rivulet.http.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * A figure of Kafka's clients that says something to an operator of a node. Kafka measures some thousand figures a node, by
 * thread, task and topic, and names its threads anew with each start; whoever wants all of them has JMX. Here each is one number for a
 * namespace: the sum of its clients, or the largest.
 *
 * @param group Kafka's name of the group, without {@code -metrics}
 * @param name Kafka's name
 * @param isCounter whether it only grows
 * @param isSum whether clients are added up; otherwise the largest counts
 */
record KafkaFigure(String group, String name, boolean isCounter, boolean isSum, String help) {

    /** What is by topic, task or broker is there as a whole, too. */
    private static final Set<String> PARTS = Set.of("topic", "partition", "task-id", "node-id");

    static final List<KafkaFigure> ALL = List.of(
            gauge("stream", "alive-stream-threads", true, "Threads that fold"),
            gauge("stream", "failed-stream-threads", true, "Threads that have ended with a failure"),
            gauge("stream-thread", "process-ratio", false, "Share of its time that the busiest thread folds"),
            gauge("stream-thread", "commit-latency-max", false, "The longest commit, in milliseconds"),
            counter("consumer-coordinator", "rebalance-total", "Rebalances that this node took part in"),
            counter("consumer-coordinator", "failed-rebalance-total", "Rebalances that failed"),
            gauge("consumer-coordinator", "last-heartbeat-seconds-ago", false, "Seconds since the last heartbeat"),
            counter("consumer-fetch-manager", "records-consumed-total", "Records fetched, restores included"),
            counter("consumer-fetch-manager", "bytes-consumed-total", "Bytes fetched, restores included"),
            gauge("consumer-fetch-manager", "records-lag-max", false, "The largest lag of a partition, in records"),
            gauge("consumer-fetch-manager", "fetch-latency-max", false, "The longest fetch, in milliseconds"),
            gauge("consumer", "connection-count", true, "Connections of consumers to brokers"),
            counter("consumer", "failed-authentication-total", "Connections that a broker did not let in"),
            counter("producer", "record-send-total", "Records written"),
            counter("producer", "record-error-total", "Records that could not be written"),
            counter("producer", "record-retry-total", "Records sent again"),
            gauge("producer", "request-latency-max", false, "The longest write, in milliseconds"),
            gauge(
                    "producer",
                    "record-queue-time-max",
                    false,
                    "The longest wait of a record in the producer, in milliseconds"),
            gauge("producer", "waiting-threads", true, "Threads that wait for room in the producer's buffer"),
            gauge("producer", "connection-count", true, "Connections of producers to brokers"));

    private static KafkaFigure counter(String group, String name, String help) {
        return new KafkaFigure(group, name, true, true, help);
    }

    private static KafkaFigure gauge(String group, String name, boolean isSum, String help) {
        return new KafkaFigure(group, name, false, isSum, help);
    }

    /** As Micrometer would name it, so that dashboards for that work. */
    String metric() {
        String full = "kafka_" + group + "_" + name;
        String snake = full.replace('-', '_');
        return isCounter ? snake.substring(0, snake.length() - "_total".length()) : snake;
    }

    /** Writes all of them, but for those that nobody measures. */
    static void write(Sheet sheet, Map<MetricName, Metric> metrics, Labels labels) {
        for (KafkaFigure figure : ALL) {
            figure.read(sheet, metrics, labels);
        }
    }

    private void read(Sheet sheet, Map<MetricName, Metric> metrics, Labels labels) {
        List<Metric> clients = metrics.entrySet().stream()
                .filter(metric -> isThis(metric.getKey()))
                .<Metric>map(Map.Entry::getValue)
                .toList();
        if (clients.isEmpty()) {
            return;
        }
        double value = 0;
        for (Metric client : clients) {
            double one = client.metricValue() instanceof Number number ? number.doubleValue() : 0;
            // What was never measured is no number.
            double measured = Double.isFinite(one) ? one : 0;
            value = isSum ? value + measured : Math.max(value, measured);
        }
        if (isCounter) {
            sheet.count(metric(), help, value, labels);
        } else {
            sheet.gauge(metric(), help, value, labels);
        }
    }

    private boolean isThis(MetricName measured) {
        return measured.name().equals(name)
                && measured.group().equals(group + "-metrics")
                && measured.tags().keySet().stream().noneMatch(PARTS::contains);
    }
}
