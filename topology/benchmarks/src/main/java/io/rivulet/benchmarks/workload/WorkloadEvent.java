package io.rivulet.benchmarks.workload;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.Payload;

/** An event before it lies in a record; its payload is JSON. */
public record WorkloadEvent(String path, String type, String idempotencyKey, Payload payload) {

    /** The first event of a stream, as a node appends it. */
    static WorkloadEvent created(String path) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(path));
        return new WorkloadEvent(
                path,
                CoreEvents.CREATED,
                "created",
                Payload.json("{\"namespace\":\"benchmark\",\"path\":\"" + quoted + "\"}"));
    }

    /** The same event in a stream below another path. */
    WorkloadEvent under(String parent) {
        return type.equals(CoreEvents.CREATED)
                ? created(parent + path)
                : new WorkloadEvent(parent + path, type, idempotencyKey, payload);
    }
}
