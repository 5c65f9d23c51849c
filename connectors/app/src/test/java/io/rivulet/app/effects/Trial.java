package io.rivulet.app.effects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.effects.plugin.FlakyFactory;
import io.rivulet.app.effects.plugin.PoisonedFactory;
import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.History;
import io.rivulet.app.proof.NodeClient;
import io.rivulet.app.proof.ProofPage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must have become of a history in one namespace, with processors attached to all of its streams. One thread. */
final class Trial {

    private static final String ERROR = "io.rivulet.stream.error-occurred";
    private static final String PARKED_KEY = "processor-ingest-failed:" + PoisonedFactory.SLUG + ":";
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final NodeClient client;
    private final String namespace;
    private final List<String> slugs;
    private final Outcome outcome = new Outcome();

    /** What was found, counted. */
    static final class Outcome {
        int streams;
        int states;
        int parked;
        int notes;
        int events;

        void tell(ProofPage page) {
            page.result("streams", streams);
            page.result("events in their mirrors, with notes and errors", events);
            page.result("states equal to a fold of the file by hand", states);
            page.result("streams on which the poisoned one is parked, each with one error-occurred", parked);
            page.result("notes of the failing one, each in the log once", notes);
        }
    }

    /** @param slugs of the processors that are attached */
    Trial(NodeClient client, String namespace, List<String> slugs) {
        this.client = client;
        this.namespace = namespace;
        this.slugs = List.copyOf(slugs);
    }

    /** Waits for the processors, stream by stream, and holds each stream and its states against the history. */
    Outcome requireAll(History history) {
        history.byPath().forEach(this::requireStream);
        return outcome;
    }

    private void requireStream(String path, List<JsonNode> events) {
        Map<String, JsonNode> processors = settled(path, events);
        slugs.forEach(slug -> requireState(path, processors.get(slug), visible(slug, events)));
        List<JsonNode> mirror = client.mirror(namespace, path);
        assertThat(mirror.stream().filter(Trial::isOfHistory).map(Trial::key))
                .as("events of %s", path)
                .containsExactlyElementsOf(events.stream().map(Trial::key).toList());
        requireNotes(path, events, mirror);
        requireErrors(path, events, mirror);
        outcome.streams++;
        outcome.events += mirror.size();
    }

    private Map<String, JsonNode> settled(String path, List<JsonNode> events) {
        Map<String, JsonNode> found = new HashMap<>();
        Deadline.within(PATIENCE, "all processors have come to the end of " + path, LOOK, () -> {
            NodeClient.Reply reply = client.processors(namespace, path);
            reply.json()
                    .path("processors")
                    .forEach(each -> found.put(each.get("slug").asText(), each));
            return reply.status() == 200
                    && slugs.stream().allMatch(slug -> hasEnded(found.get(slug), isStuck(slug, events)));
        });
        return found;
    }

    private static boolean hasEnded(JsonNode processor, boolean isStuck) {
        return isStuck
                ? processor.get("status").asText().equals("parked")
                : processor.get("lag").asLong() == 0;
    }

    private static boolean isStuck(String slug, List<JsonNode> events) {
        return slug.equals(PoisonedFactory.SLUG) && events.stream().anyMatch(Trial::isPoison);
    }

    /** The events that a processor can have come to. */
    private static List<JsonNode> visible(String slug, List<JsonNode> events) {
        return slug.equals(PoisonedFactory.SLUG)
                ? events.stream().takeWhile(event -> !isPoison(event)).toList()
                : events;
    }

    /** The state of one that is parked is that of some events before the one that it fails on: batches are taken whole. */
    private void requireState(String path, JsonNode processor, List<JsonNode> visible) {
        boolean isParked = processor.get("status").asText().equals("parked");
        JsonNode state = processor.at("/snapshot/state");
        int seen = state.path("events").asInt();
        if (!isParked) {
            assertThat(seen).as("%s", processor).isEqualTo(visible.size());
        }
        assertThat(seen).as("%s of %s", processor, path).isBetween(0, visible.size());
        assertThat(state.path("chain").asInt())
                .as("%s of %s", processor, path)
                .isEqualTo(chain(visible.subList(0, seen)));
        outcome.states += isParked ? 0 : 1;
        outcome.parked += isParked ? 1 : 0;
    }

    /** The fold, done by hand. */
    private static int chain(List<JsonNode> events) {
        int chain = 0;
        for (JsonNode event : events) {
            chain = 31 * chain + key(event).hashCode();
        }
        return chain;
    }

    private void requireNotes(String path, List<JsonNode> events, List<JsonNode> mirror) {
        List<String> expected = slugs.contains(FlakyFactory.SLUG)
                ? events.stream()
                        .filter(event -> !event.get("type").asText().equals("file.modified"))
                        .map(Trial::key)
                        .toList()
                : List.of();
        List<String> notes = mirror.stream()
                .filter(event -> event.get("type").asText().equals(FlakyFactory.NOTED))
                .map(event -> event.get("payload").asText())
                .toList();
        assertThat(notes).as("notes in %s", path).containsExactlyInAnyOrderElementsOf(expected);
        outcome.notes += notes.size();
    }

    /** A stream is told once that one of its processors is parked, and of nothing else. */
    private void requireErrors(String path, List<JsonNode> events, List<JsonNode> mirror) {
        boolean isTold = slugs.stream().anyMatch(slug -> isStuck(slug, events));
        List<String> errors = mirror.stream()
                .filter(event -> event.get("type").asText().equals(ERROR))
                .map(Trial::key)
                .toList();
        assertThat(errors).as("errors in %s", path).hasSize(isTold ? 1 : 0).allMatch(key -> key.startsWith(PARKED_KEY));
    }

    private static boolean isPoison(JsonNode event) {
        return event.get("type").asText().equals(PoisonedFactory.POISON);
    }

    private static boolean isOfHistory(JsonNode event) {
        String type = event.get("type").asText();
        return type.startsWith("file.") && !type.equals(FlakyFactory.NOTED);
    }

    private static String key(JsonNode event) {
        return event.get("idempotencyKey").asText();
    }
}
