package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tail that is cut again and again while events come, and resumes where it was. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ExtendWith(SharedNode.class)
class TailIT {

    private static final int CUTS = 50;
    private static final int READ_AHEAD = 8;
    private static final String BUSY = "/tails/core";

    private final History history = History.slice();
    private final NodeClient client;

    TailIT(NodeUnderTest node) {
        client = node.client();
    }

    @Test
    void shouldBringEachEventOnceInOrderHoweverOftenItIsCut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> lines = history.lines().stream().map(TailIT::moved).toList();
        CutTail tail = new CutTail(client, BUSY, random);

        // When
        PacedLines body = new PacedLines(lines);
        CompletableFuture<JsonNode> importing =
                client.importing("default", BodyPublishers.ofInputStream(() -> body), "identity");
        int released = 0;
        for (int cut = 1; cut <= CUTS; cut++) {
            int more = lines.size() * cut / (CUTS + 1);
            body.release(more - released);
            released = more;
            // Java's client may keep the last lines of a body until it has read the next one.
            int sent = Math.max(0, released - READ_AHEAD);
            int there =
                    (int) lines.subList(0, sent).stream().filter(TailIT::isBusy).count();
            int most = there == 0 ? 0 : there + 1;
            int seen = tail.seen().size();
            tail.readTo(seen + random.nextInt(Math.max(0, most - seen) + 1));
        }
        body.release(lines.size() - released);
        assertThat(importing.join().get("accepted").asInt()).isEqualTo(lines.size());
        List<JsonNode> mirror = new Served(client, "default").mirror(BUSY);
        tail.readTo(mirror.size());

        // Then
        assertThat(tail.connections()).isEqualTo(CUTS + 1);
        assertThat(tail.seen()).as("seed %d", seed).isEqualTo(mirror);
        assertThat(mirror)
                .hasSize(1 + (int) lines.stream().filter(TailIT::isBusy).count());
    }

    private static boolean isBusy(String line) {
        return line.startsWith("{\"path\":\"" + BUSY + "\",");
    }

    /** One stream for most files, so that it is busy from beginning to end; the others keep theirs. */
    private static String moved(String line) {
        ObjectNode event = (ObjectNode) NodeClient.parse(line);
        String path = event.get("path").asText();
        boolean isBusy = path.startsWith("/core/");
        event.put("path", isBusy ? BUSY : "/tails" + path);
        event.put("idempotencyKey", path + " " + event.get("idempotencyKey").asText());
        return event.toString();
    }
}
