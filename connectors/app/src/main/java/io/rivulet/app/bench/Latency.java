package io.rivulet.app.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * How long events took, and all of them together. Mutable; one thread.
 *
 * <p>The times of a lane's events are added to the lane's own, so that lanes share nothing while they run.
 */
final class Latency {

    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Histogram nanos = new Histogram(DIGITS);
    private Duration elapsed = Duration.ZERO;

    void event(long took) {
        nanos.recordValue(took);
    }

    /** Adds what another caller did in the same time. */
    void beside(Latency lane) {
        nanos.add(lane.nanos);
    }

    /** Adds what was done in another round. */
    void after(Latency round) {
        nanos.add(round.nanos);
        elapsed = elapsed.plus(round.elapsed);
    }

    void took(Duration time) {
        elapsed = time;
    }

    long count() {
        return nanos.getTotalCount();
    }

    double millis(double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    double median() {
        return millis(50);
    }

    double eventsPerSecond() {
        return nanos.getTotalCount() * 1e9 / Math.max(1, elapsed.toNanos());
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("events", nanos.getTotalCount());
        json.put("p50Millis", median());
        json.put("p99Millis", millis(99));
        json.put("maxMillis", nanos.getMaxValue() / NANOS_PER_MILLI);
        return json.put("eventsPerSecond", eventsPerSecond());
    }
}
