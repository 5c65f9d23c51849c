package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.QuarantinedRecord;
import io.rivulet.engine.query.TopicRecord;
import io.rivulet.http.cluster.Gathering;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.cluster.Routing;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The records of the topic that are no events: a list of all owners', and each of them as it lies in the topic. */
public final class Quarantine {

    private static final int MAX_LIMIT = EventQuery.MAX_LIMIT;
    private static final int DEFAULT_LIMIT = 100;
    private static final Pattern PLACE = Pattern.compile("/(\\d{1,9})/(\\d{1,18})");

    private final Routing routing;
    private final Gathering gathering;
    private final Duration patience;

    /** @param patience how long an answer may take */
    public Quarantine(Routing routing, Gathering gathering, Duration patience) {
        this.routing = routing;
        this.gathering = gathering;
        this.patience = patience;
    }

    /** {@code GET /v1/{ns}/quarantine}: a page, newest first. */
    public void list(Exchange exchange) {
        exchange.negotiate(MediaType.JSON);
        Query query =
                exchange.allow(Gathering.PARTITIONS, Gathering.CONSISTENCY).query("limit", "after");
        int limit = (int) query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        QuarantineCursor from =
                QuarantineCursor.parse(query.text("after"), exchange.namespace().partitions());
        String after = from.text();
        String target = PeerUrl.of(exchange.namespace().name(), "quarantine", "limit=" + limit)
                + (after == null ? "" : "&after=" + PeerUrl.encode(after));
        gathering.answer(exchange, target, new QuarantineOfAll(exchange.namespace(), from, limit), patience);
    }

    /** {@code GET /v1/{ns}/quarantine/{partition}/{offset}}: what is wrong with one, and the record itself. */
    public void one(Exchange exchange) {
        exchange.negotiate(MediaType.JSON);
        Matcher place = PLACE.matcher(exchange.path().value());
        if (!place.matches()) {
            throw unknown(exchange.path());
        }
        long partition = Long.parseLong(place.group(1));
        if (partition >= exchange.namespace().partitions()) {
            throw unknown(exchange.path());
        }
        long offset = Long.parseLong(place.group(2));
        routing.read("quarantine", (int) partition, each -> answer(each, (int) partition, offset))
                .serve(exchange);
    }

    private void answer(Exchange exchange, int partition, long offset) {
        exchange.query();
        Answer<QuarantinedRecord> why = exchange.namespace().quarantined(partition, offset);
        if (why instanceof Answer.Absent<QuarantinedRecord>) {
            throw unknown(exchange.path());
        }
        QuarantinedRecord entry = Problems.require(why, exchange.path());
        Answer<TopicRecord> record = exchange.namespace().record(partition, offset, patience);
        exchange.answer(
                200,
                record instanceof Answer.Absent<TopicRecord>
                        ? Pages.expired(entry)
                        : Pages.quarantined(entry, Problems.require(record, exchange.path())));
    }

    private static RuntimeException unknown(StreamPath place) {
        return Problem.of(
                        ProblemType.UNKNOWN_RECORD,
                        "No record is quarantined at " + place + ", which should be a partition and an offset.")
                .toException();
    }
}
