package io.rivulet.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rivulet.api.EventInput;
import io.rivulet.api.EventInput.Source;
import io.rivulet.api.Payload;
import io.rivulet.client.model.AppendResult;
import io.rivulet.client.model.AppendResult.Appended;
import io.rivulet.client.model.AppendResult.AppendedEvent;
import io.rivulet.client.model.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Events to append that all have idempotency keys, so that they may be sent any number of times.
 *
 * @param given the events as the caller gave them
 * @param keyed the same, with a key made here where there was none
 */
record KeyedBatch(List<EventInput> given, List<EventInput> keyed) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int KEY_BYTES = 16;

    static KeyedBatch of(List<EventInput> events, RandomGenerator chance) {
        List<EventInput> keyed = new ArrayList<>(events.size());
        for (EventInput event : events) {
            requireJson(event);
            keyed.add(event.idempotencyKey() == null ? event.withIdempotencyKey(newKey(chance)) : event);
        }
        return new KeyedBatch(List.copyOf(events), keyed);
    }

    private static void requireJson(EventInput event) {
        Payload payload = event.payload();
        if (payload != null && !payload.contentType().equals(Payload.JSON)) {
            throw new IllegalArgumentException("Over HTTP a payload is JSON; this one is " + payload.contentType()
                    + ". Append it with a Kafka producer.");
        }
    }

    private static String newKey(RandomGenerator chance) {
        byte[] key = new byte[KEY_BYTES];
        chance.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    byte[] json() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartArray();
            for (EventInput event : keyed) {
                write(json, event);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to an array", e);
        }
        return body.toByteArray();
    }

    private static void write(JsonGenerator json, EventInput event) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", event.type());
        Payload payload = event.payload();
        if (payload != null) {
            json.writeFieldName("payload");
            json.writeRawValue(new String(payload.bytes(), StandardCharsets.UTF_8));
        }
        if (event.metadata() != null) {
            json.writeFieldName("metadata");
            json.writeRawValue(event.metadata());
        }
        write(json, event.source());
        if (event.idempotencyKey() != null) {
            json.writeStringField("idempotencyKey", event.idempotencyKey());
        }
        if (event.expectedOffset() != null) {
            json.writeNumberField("expectedOffset", event.expectedOffset());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable Source source) throws IOException {
        if (source == null) {
            return;
        }
        json.writeObjectFieldStart("source");
        json.writeObjectFieldStart("processor");
        if (source.slug() != null) {
            json.writeStringField("slug", source.slug());
        }
        if (source.version() != null) {
            json.writeStringField("version", source.version());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** What the answer says, or how the call failed. */
    AppendResult result(byte @Nullable [] answer, @Nullable Throwable failure) {
        if (answer != null) {
            return ownRepetitionsAreNoDuplicates(AppendResult.read(answer));
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return AppendResult.refused(problem.problem()).orElseThrow(() -> problem);
        }
        throw new CompletionException(cause);
    }

    /** What repeats an event without a key of the caller's repeats an attempt of this very append. */
    private Appended ownRepetitionsAreNoDuplicates(Appended appended) {
        List<AppendedEvent> events = new ArrayList<>(appended.events());
        for (int i = 0; i < Math.min(events.size(), given.size()); i++) {
            if (given.get(i).idempotencyKey() == null) {
                events.set(i, new AppendedEvent(events.get(i).event(), false));
            }
        }
        return new Appended(appended.incarnation(), events);
    }
}
