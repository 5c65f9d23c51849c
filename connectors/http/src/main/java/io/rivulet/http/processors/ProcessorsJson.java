package io.rivulet.http.processors;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.lane.LaneStatus;
import io.rivulet.engine.processor.SubscriberView;
import io.rivulet.engine.store.Snapshot;
import io.rivulet.http.json.JsonBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The subscribers of a stream as JSON: the same in a page and live. */
final class ProcessorsJson {

    private ProcessorsJson() {}

    static JsonBuffer of(String namespace, StreamPath path, List<SubscriberView> views) {
        JsonBuffer json = new JsonBuffer().raw("{\"namespace\":").text(namespace);
        json.raw(",\"path\":").text(path.value());
        return json.raw(",\"processors\":").array(views, ProcessorsJson::view).raw("}");
    }

    private static void view(JsonBuffer json, SubscriberView view) {
        json.raw("{\"slug\":").text(view.name()).raw(",\"kind\":").text(view.kind());
        if (!view.version().isEmpty()) {
            json.raw(",\"version\":").text(view.version());
        }
        Snapshot snapshot = view.snapshot();
        if (snapshot != null) {
            json.raw(",\"snapshot\":{\"version\":").text(snapshot.version());
            json.raw(",\"offset\":").number(snapshot.offset());
            json.raw(",\"state\":").bytes(snapshot.state()).raw("}");
        }
        json.raw(",\"checkpoint\":").number(view.checkpoint()).raw(",\"lag\":").number(view.lag());
        status(json, view.status());
        json.raw("}");
    }

    private static void status(JsonBuffer json, LaneStatus status) {
        json.raw(",\"status\":").text(status.state().name().toLowerCase(Locale.ROOT));
        json.raw(",\"overdue\":" + status.isOverdue());
        json.raw(",\"failures\":").number(status.failures());
        if (status.reason() != null) {
            json.raw(",\"reason\":").text(status.reason());
        }
        if (status.nextAttempt() >= 0) {
            json.raw(",\"nextAttempt\":").text(time(status.nextAttempt()));
        }
        if (status.parked() != null) {
            json.raw(",\"parkedSince\":").text(time(status.parked().since()));
        }
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
