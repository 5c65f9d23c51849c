package io.rivulet.http.cluster;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.AppendedEvent;
import io.rivulet.engine.append.AppendResult.Written;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Answer.Found;
import io.rivulet.engine.query.Settled;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Learns what became of records that this node wrote and no longer judges: asks the next owner of their partition, and again
 * until one answers or the time is over. Also the endpoint that answers such a question.
 */
public final class Settlement implements Endpoint {

    private static final long PAUSE_MILLIS = 50;
    private static final int MAX_BODY_BYTES = 8 << 20;
    private static final Duration TRY = Duration.ofSeconds(2);

    private final Peers peers;
    private final ScheduledExecutorService ticker;
    private final Executor threads;

    public Settlement(Peers peers, ScheduledExecutorService ticker, Executor threads) {
        this.peers = peers;
        this.ticker = ticker;
        this.threads = threads;
    }

    /** What was learned. */
    public sealed interface Outcome {}

    /**
     * The records are events, or duplicates of events.
     *
     * @param status 201, or 200 if all are duplicates
     * @param json the answer to the append
     * @param node who knows
     */
    public record Known(int status, JsonBuffer json, String node) implements Outcome {}

    /** None of the records is an event: the append was refused, and nothing changed. */
    public record Nothing() implements Outcome {}

    /** Nobody answered in time. */
    public record Unknown(Problem problem) implements Outcome {}

    /** One question, until it is answered. */
    private record Inquiry(
            Namespace namespace,
            StreamPath path,
            List<Written> records,
            long deadlineNanos,
            AtomicInteger tries,
            CompletableFuture<Outcome> outcome) {

        int partition() {
            return namespace.partitionOf(path);
        }
    }

    /** Asks what became of records. Never fails for want of an answer. */
    public CompletableFuture<Outcome> settle(
            Namespace namespace, StreamPath path, List<Written> records, Duration within) {
        Inquiry inquiry = new Inquiry(
                namespace,
                path,
                records,
                System.nanoTime() + within.toNanos(),
                new AtomicInteger(),
                new CompletableFuture<>());
        ask(inquiry);
        return inquiry.outcome();
    }

    private void ask(Inquiry inquiry) {
        try {
            askOnce(inquiry);
        } catch (RuntimeException bug) {
            inquiry.outcome().completeExceptionally(bug);
        }
    }

    private void askOnce(Inquiry inquiry) {
        Answer<Settled> here = inquiry.namespace().outcome(inquiry.path(), inquiry.records());
        if (here instanceof Found<Settled> found) {
            Appended appended = found.value().appended();
            inquiry.outcome().complete(appended == null ? new Nothing() : known(appended));
            return;
        }
        Address owner = inquiry.namespace()
                .placement(inquiry.partition())
                .other(peers.self(), inquiry.tries().getAndIncrement());
        if (owner == null) {
            later(inquiry);
            return;
        }
        String target = PeerUrl.of(inquiry.namespace().name(), "outcome", inquiry.path(), null);
        ByteBuffer question = question(inquiry.records()).toByteBuffer();
        var unused = peers.post(owner, target, MediaType.JSON, question, TRY).whenComplete((reply, failure) -> {
            if (failure == null && (reply.status() == 200 || reply.status() == 201)) {
                JsonBuffer json = new JsonBuffer(reply.body().length).bytes(reply.body());
                inquiry.outcome().complete(new Known(reply.status(), json, owner.toString()));
            } else if (failure == null && reply.status() == 204) {
                inquiry.outcome().complete(new Nothing());
            } else {
                later(inquiry);
            }
        });
    }

    private void later(Inquiry inquiry) {
        if (System.nanoTime() > inquiry.deadlineNanos()) {
            inquiry.outcome()
                    .complete(new Unknown(Problem.of(
                                    ProblemType.UNAVAILABLE,
                                    "The stream moved to another node before the answer, and its owner could not be asked in"
                                            + " time. The events may have been appended: repeat with the same idempotency keys.")
                            .after(Duration.ofSeconds(1))));
            return;
        }
        var unused = ticker.schedule(() -> threads.execute(() -> ask(inquiry)), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Known known(Appended appended) {
        JsonBuffer json = new JsonBuffer().raw("{\"incarnation\":").text(appended.incarnation());
        json.raw(",\"events\":").array(appended.events(), Settlement::write).raw("}");
        return new Known(
                appended.isAllDuplicates() ? 200 : 201, json, peers.self().toString());
    }

    private static void write(JsonBuffer json, AppendedEvent event) {
        json.event(event.event());
        if (event.duplicate()) {
            json.reopenObject().raw(",\"duplicate\":true}");
        }
    }

    // --- the other side ---

    /** {@code POST /v1/{ns}/outcome/{path}}, between nodes: what became of records, by their offsets and keys. */
    @Override
    public void serve(Exchange exchange) {
        exchange.query();
        exchange.requireContentType(MediaType.JSON);
        exchange.body(MAX_BODY_BYTES, body -> {
            Answer<Settled> answer = exchange.namespace().outcome(exchange.path(), records(body));
            Appended appended = Problems.require(answer, exchange.path()).appended();
            if (appended == null) {
                exchange.answer(204);
            } else {
                Known known = known(appended);
                exchange.answer(known.status(), known.json());
            }
        });
    }

    private static JsonBuffer question(List<Written> records) {
        return new JsonBuffer().array(records, (json, record) -> {
            json.raw("{\"offset\":").number(record.offset());
            if (record.idempotencyKey() != null) {
                json.raw(",\"idempotencyKey\":").text(record.idempotencyKey());
            }
            json.raw("}");
        });
    }

    private static List<Written> records(byte[] body) {
        JsonReader json = new JsonReader(body);
        List<Written> records = new ArrayList<>();
        if (json.next() != JsonToken.START_ARRAY) {
            throw malformed();
        }
        while (json.next() == JsonToken.START_OBJECT) {
            records.add(record(json));
        }
        json.end();
        return records;
    }

    private static Written record(JsonReader json) {
        Long offset = null;
        String key = null;
        while (json.next() == JsonToken.FIELD_NAME) {
            String field = json.text();
            json.next();
            switch (field) {
                case "offset" -> offset = json.token() == JsonToken.VALUE_NUMBER_INT ? json.wholeNumber() : null;
                case "idempotencyKey" -> key = textOrNull(json);
                default -> throw malformed();
            }
        }
        if (offset == null) {
            throw malformed();
        }
        return new Written(offset, key);
    }

    private static @Nullable String textOrNull(JsonReader json) {
        return json.token() == JsonToken.VALUE_STRING ? json.text() : null;
    }

    private static RuntimeException malformed() {
        return Problem.of(
                        ProblemType.INVALID_EVENT,
                        "Records are an array of objects with an offset and, if they have one, an idempotencyKey.")
                .toException();
    }
}
