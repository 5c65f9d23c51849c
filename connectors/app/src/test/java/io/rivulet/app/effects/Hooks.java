package io.rivulet.app.effects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.History;
import io.rivulet.app.proof.NodeClient;
import io.rivulet.app.proof.ProofPage;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Webhooks on some of the streams of a history, and what must have come of them. One thread. */
final class Hooks {

    private static final String CONFIGURED = "io.rivulet.stream.subscription-configured";

    private final Receiver receiver;
    private final String namespace;
    private final List<String> paths = new ArrayList<>();

    /** @param oneIn of so many streams one has a webhook */
    Hooks(Receiver receiver, String namespace, History history, int oneIn) {
        this.receiver = receiver;
        this.namespace = namespace;
        List<String> all = List.copyOf(history.byPath().keySet());
        for (int i = 0; i < all.size(); i += oneIn) {
            paths.add(all.get(i));
        }
    }

    /** Configures them, before there is anything else in their streams. */
    void configure(NodeClient client) {
        String lines = paths.stream().map(this::configured).collect(Collectors.joining("\n"));
        JsonNode summary = client.importing(namespace, BodyPublishers.ofString(lines), "identity")
                .join();
        assertThat(summary.get("accepted").asInt()).as("%s", summary).isEqualTo(paths.size());
    }

    private String configured(String path) {
        return "{\"path\":%s,\"type\":\"%s\",\"idempotencyKey\":\"hook\",\"payload\":{\"subscriptionKey\":\"hook\",\"subscriber\":{\"type\":\"webhook\",\"url\":\"%s\"}}}"
                .formatted(TextNode.valueOf(path), CONFIGURED, receiver.uri());
    }

    /** Every event of each of the streams has come, at least once, in order, and none was left out. */
    void requireAll(NodeClient client) {
        for (String path : paths) {
            List<Long> offsets = client.mirror(namespace, path).stream()
                    .map(event -> event.get("offset").asLong())
                    .toList();
            long last = offsets.get(offsets.size() - 1);
            Deadline.await("the last event of " + path + " is delivered", () -> receiver.hasTaken(path, last));
            receiver.requireInOrder(path, offsets);
        }
    }

    void tell(ProofPage page) {
        page.result("streams with a webhook", paths.size());
        page.result("batches that the receiver took", receiver.batches());
        page.result("events in them, repetitions among them", receiver.events());
    }
}
