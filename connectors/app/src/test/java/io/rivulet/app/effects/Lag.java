package io.rivulet.app.effects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.NodeClient;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a processor takes to see an event: from the answer to the append until the node shows a state that has it. Each event is
 * appended to a stream of its own. One thread.
 */
final class Lag {

    private static final double NANOS_PER_MILLI = 1e6;

    private final NodeClient client;
    private final String namespace;
    private final String slug;
    private final List<Double> millis = new ArrayList<>();

    Lag(NodeClient client, String namespace, String slug) {
        this.client = client;
        this.namespace = namespace;
        this.slug = slug;
    }

    /** One event more. */
    void probe(int number) {
        String path = "/probe/" + number;
        NodeClient.Reply reply = client.append(
                namespace, path, "{\"type\":\"file.added\",\"idempotencyKey\":\"probe\",\"payload\":" + number + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        long answered = System.nanoTime();
        Deadline.await(slug + " has seen " + path, () -> hasSeen(path));
        millis.add((System.nanoTime() - answered) / NANOS_PER_MILLI);
    }

    private boolean hasSeen(String path) {
        for (JsonNode processor : client.processors(namespace, path).json().path("processors")) {
            if (processor.get("slug").asText().equals(slug)) {
                return processor.at("/snapshot/state/events").asInt() == 1;
            }
        }
        return false;
    }

    int probes() {
        return millis.size();
    }

    double percentile(int percent) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
