package io.rivulet.app.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Refused;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.Append.Unknown;
import io.rivulet.testkit.history.Call;
import io.rivulet.testkit.history.HistoryWriter;
import io.rivulet.testkit.history.Origin;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Range;
import io.rivulet.testkit.history.Read.Seen;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls nodes over HTTP, and writes down each call with its answer. Any thread. */
final class RecordedCalls {

    private static final String NAMESPACE = "/v1/default/";
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int PAGE = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final HistoryWriter history;
    private final Lives lives;
    private final Heads heads = new Heads();
    private final long startNanos = System.nanoTime();

    RecordedCalls(HistoryWriter history, Lives lives) {
        this.history = history;
        this.lives = lives;
    }

    /** What a view shows of a stream. */
    enum View {
        EVENTS,
        MIRROR,
        STATE
    }

    Heads heads() {
        return heads;
    }

    HistoryWriter history() {
        return history;
    }

    Lives lives() {
        return lives;
    }

    HttpClient http() {
        return http;
    }

    /** Nanoseconds since the recording began. */
    long now() {
        return System.nanoTime() - startNanos;
    }

    static URI uri(String node, String view, String stream, String query) {
        return URI.create("http://" + node + NAMESPACE + view + stream + query);
    }

    Append.Outcome append(String client, String node, String stream, List<Offered> events) throws InterruptedException {
        Map<String, Long> then = lives.now();
        long called = now();
        Append.Outcome outcome;
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(node, "events", stream, ""))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body(events)))
                    .build();
            outcome = outcome(new Answer(http.send(request, BodyHandlers.ofString())), node, then);
        } catch (IOException e) {
            outcome = new Unknown(reason(e));
        }
        history.write(new Append(new Call(client, stream, node, called, now()), events, outcome));
        if (outcome instanceof Acknowledged answer) {
            heads.saw(stream, answer.events().stream().map(Taken::event).toList());
        }
        return outcome;
    }

    /** What was seen; null without an answer. */
    @Nullable
    Seen read(String client, String node, String stream, View view, Consistency consistency, Range range)
            throws InterruptedException {
        Map<String, Long> then = lives.now();
        long called = now();
        Seen seen = null;
        try {
            Answer answer = get(node, view, stream, query(view, consistency, range));
            seen = answer.seen(origin(answer, node, then));
        } catch (IOException e) {
            // An answer that did not come is recorded as such: it is what the faults are for.
            seen = null;
        }
        history.write(new Read(new Call(client, stream, node, called, now()), consistency, range, seen));
        if (seen != null) {
            heads.saw(stream, seen.events());
        }
        return seen;
    }

    /** A linearizable read that is not recorded; null without an answer. */
    @Nullable
    Seen look(String node, String stream, View view, Range range) {
        try {
            Answer answer = get(node, view, stream, query(view, Consistency.SETTLED, range));
            return answer.seen(new Origin(answer.node(node), null));
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread", e);
        }
    }

    private Answer get(String node, View view, String stream, String query) throws IOException, InterruptedException {
        URI uri = uri(node, view.name().toLowerCase(Locale.ROOT), stream, query);
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
        if (response.statusCode() == 400) {
            throw new IllegalStateException(uri + ": " + response.body());
        }
        return new Answer(response);
    }

    private Origin origin(Answer answer, String asked, Map<String, Long> then) {
        String node = answer.node(asked);
        return new Origin(node, lives.since(then, node));
    }

    private Append.Outcome outcome(Answer answer, String asked, Map<String, Long> then) {
        int status = answer.status();
        if (status == 200 || status == 201) {
            return new Acknowledged(origin(answer, asked, then), answer.taken());
        }
        if (status == 400) {
            throw new IllegalStateException(answer.response().body());
        }
        return status < 500
                ? new Refused(origin(answer, asked, then), answer.problem(), answer.current())
                : new Unknown(status + " " + answer.problem());
    }

    private static String query(View view, Consistency consistency, Range range) {
        StringBuilder query = new StringBuilder("?");
        switch (consistency) {
            case LINEARIZABLE, SETTLED -> query.append("consistency=linearizable&");
            case MIN_OFFSET ->
                query.append("minOffset=").append(range.minOffset()).append('&');
            case STALE -> query.append("stale=ok&");
            case DEFAULT -> {}
        }
        switch (view) {
            case EVENTS ->
                query.append("after=").append(range.after()).append("&limit=").append(PAGE);
            case MIRROR ->
                query.append("from=").append(range.from()).append("&limit=").append(PAGE);
            case STATE -> {}
        }
        return query.toString().replaceFirst("[?&]$", "");
    }

    private static String body(List<Offered> events) {
        ArrayNode batch = JsonNodeFactory.instance.arrayNode();
        for (Offered offered : events) {
            ObjectNode event = batch.addObject().put("type", "written");
            event.putObject("payload").put("token", offered.token());
            if (offered.key() != null) {
                event.put("idempotencyKey", offered.key());
            }
            if (offered.expected() != null) {
                event.put("expectedOffset", offered.expected());
            }
        }
        return events.size() == 1 ? batch.get(0).toString() : batch.toString();
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
