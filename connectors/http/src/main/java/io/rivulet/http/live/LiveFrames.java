package io.rivulet.http.live;

import io.rivulet.engine.tail.Ending;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.engine.tail.TailBatch;
import io.rivulet.http.append.ClusterAppends;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.tail.BatchJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server says on a WebSocket: JSON objects with an op and, but for heartbeats, the id that they answer. */
final class LiveFrames {

    private LiveFrames() {}

    static JsonBuffer subscribed(String id, String key) {
        return begin("subscribed", id).raw(",\"key\":").text(key).raw("}");
    }

    static JsonBuffer batch(String id, TailBatch batch) {
        JsonBuffer json = new JsonBuffer(1024).raw("{\"op\":\"batch\",\"id\":").text(id);
        json.raw(",\"after\":").number(batch.cursor()).raw(",");
        return BatchJson.write(json, batch);
    }

    /**
     * A batch that came from another node.
     *
     * @param data it as JSON object, from its first brace on
     */
    static JsonBuffer batch(String id, long after, byte[] data) {
        JsonBuffer json = new JsonBuffer(data.length + 128)
                .raw("{\"op\":\"batch\",\"id\":")
                .text(id);
        json.raw(",\"after\":").number(after).raw(",");
        json.write(data, 1, data.length - 1);
        return json;
    }

    static JsonBuffer reset(String id, @Nullable String incarnation) {
        return begin("reset", id).raw(",\"incarnation\":").text(incarnation).raw("}");
    }

    static JsonBuffer closed(String id, Ending ending, long after) {
        return begin("closed", id)
                .raw(",\"reason\":")
                .text(ending.label())
                .raw(",\"after\":" + (after == Subscription.LIVE ? "null" : after) + "}");
    }

    static JsonBuffer appended(String id, ClusterAppends.Outcome outcome) {
        String op = outcome.isAppended() ? "appended" : "problem";
        JsonBuffer json = begin(op, id).raw(",\"status\":").number(outcome.status());
        return json.raw(",\"answer\":").buffer(outcome.json()).raw("}");
    }

    /** @param id of the message, or null where it had none that could be read */
    static JsonBuffer problem(@Nullable String id, Problem problem) {
        JsonBuffer json =
                begin("problem", id).raw(",\"status\":").number(problem.type().status());
        problem.writeMembers(json.raw(",\"answer\":{"));
        return json.raw("}}");
    }

    static JsonBuffer pong(String id) {
        return begin("pong", id).raw("}");
    }

    /** @param heads the offset of each subscription's last event, by id; -1 while its stream does not exist */
    static JsonBuffer heartbeat(Map<String, Long> heads) {
        JsonBuffer json = new JsonBuffer(64 + 32 * heads.size()).raw("{\"op\":\"heartbeat\",\"heads\":{");
        String comma = "";
        for (Map.Entry<String, Long> head : heads.entrySet()) {
            json.raw(comma).text(head.getKey()).raw(":").number(head.getValue());
            comma = ",";
        }
        return json.raw("}}");
    }

    private static JsonBuffer begin(String op, @Nullable String id) {
        return new JsonBuffer(256).raw("{\"op\":\"").raw(op).raw("\",\"id\":").text(id);
    }
}
