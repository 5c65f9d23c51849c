package io.rivulet.engine.processor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamId;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.lane.FailureReport;
import io.rivulet.engine.lane.Subscriber;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionStage;

/** Tells a stream that a subscriber of it is parked: one {@code error-occurred} for each checkpoint (PR-46). Any thread. */
public final class ParkedEvent implements FailureReport {

    private static final int MAX_STACK = 8_000;

    private final String namespace;
    private final Emission emission;

    public ParkedEvent(String namespace, Emission emission) {
        this.namespace = namespace;
        this.emission = emission;
    }

    @Override
    public CompletionStage<?> append(
            byte[] path, Subscriber subscriber, long checkpoint, int failures, Throwable cause) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put(
                "message",
                "The subscriber '" + subscriber.name() + "' is parked after " + failures
                        + " failures in a row at the events after offset " + checkpoint);
        ObjectNode error = payload.putObject("error");
        error.put("name", cause.getClass().getName());
        String message = cause.getMessage();
        if (message != null && !message.isBlank()) {
            error.put("message", message);
        }
        error.put("stack", stack(cause));
        EventInput event = EventInput.of(CoreEvents.ERROR_OCCURRED, Payload.json(payload.toString()))
                .withIdempotencyKey("processor-ingest-failed:" + subscriber.name() + ":" + checkpoint);
        return emission.append(new StreamId(namespace, StreamPath.fromKey(path)), event);
    }

    private static String stack(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        String stack = text.toString();
        return stack.length() > MAX_STACK ? stack.substring(0, MAX_STACK) : stack;
    }
}
