package io.rivulet.engine.processor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamId;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.lane.Introduction;
import io.rivulet.engine.lane.LaneFacts;
import io.rivulet.engine.lane.Subscriber;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionStage;

/** Tells streams of their subscribers by events, each with an idempotency key, so that it is told once. Any thread. */
public final class EmittedFacts implements LaneFacts {

    private static final int MAX_STACK = 8_000;

    private final String namespace;
    private final Emission emission;

    public EmittedFacts(String namespace, Emission emission) {
        this.namespace = namespace;
        this.emission = emission;
    }

    @Override
    public CompletionStage<?> connected(byte[] path, Introduction introduction, long offset) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("subscriptionKey", introduction.subscriptionKey());
        payload.put("direction", "outbound");
        payload.putRawValue("subscriber", new RawValue(introduction.subscriber()));
        EventInput event = EventInput.of(CoreEvents.SUBSCRIBER_CONNECTED, Payload.json(payload.toString()))
                .withIdempotencyKey("subscriber-connected:" + introduction.subscriptionKey() + ":"
                        + introduction.revision() + ":" + offset);
        return emission.append(stream(path), event);
    }

    @Override
    public CompletionStage<?> parked(
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
        return emission.append(stream(path), event);
    }

    private StreamId stream(byte[] path) {
        return new StreamId(namespace, StreamPath.fromKey(path));
    }

    private static String stack(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        String stack = text.toString();
        return stack.length() > MAX_STACK ? stack.substring(0, MAX_STACK) : stack;
    }
}
