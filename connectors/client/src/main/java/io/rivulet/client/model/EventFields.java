package io.rivulet.client.model;

import io.rivulet.api.EventInput.Source;
import io.rivulet.client.model.AppendResult.AppendedEvent;
import io.rivulet.client.model.StreamEvent.Slice;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the members of an event while its JSON is read. Members that are not known here are passed over. */
final class EventFields {

    private final int begin;
    long offset = -1;
    long index = -1;
    String type = "";
    Instant createdAt = Instant.EPOCH;

    @Nullable
    String idempotencyKey;

    @Nullable
    Source source;

    Slice metadata = Slice.NONE;
    Slice payload = Slice.NONE;
    boolean isBinary;
    private boolean isDuplicate;
    private int lastEnd;

    private EventFields(int begin) {
        this.begin = begin;
    }

    /** Takes an array of events. */
    static List<StreamEvent> all(JsonText json) {
        List<StreamEvent> events = new ArrayList<>();
        json.elements(() -> events.add(one(json)));
        return events;
    }

    /** Takes an array of events that were appended. */
    static List<AppendedEvent> appended(JsonText json) {
        List<AppendedEvent> events = new ArrayList<>();
        json.elements(() -> {
            EventFields fields = read(json);
            events.add(new AppendedEvent(fields.event(json), fields.isDuplicate));
        });
        return events;
    }

    private static StreamEvent one(JsonText json) {
        return read(json).event(json);
    }

    private static EventFields read(JsonText json) {
        EventFields fields = new EventFields(json.begin());
        json.members(fields::read);
        if (fields.offset < 0 || fields.index < 0) {
            throw new MalformedAnswerException("An event has no offset or no index", null);
        }
        return fields;
    }

    /** The event that was read; its text is what the stream has, without what the answer to an append adds at its end. */
    private StreamEvent event(JsonText json) {
        if (!isDuplicate) {
            return new StreamEvent(this, Arrays.copyOfRange(json.bytes(), begin, json.end()));
        }
        byte[] text = Arrays.copyOfRange(json.bytes(), begin, lastEnd + 1);
        text[text.length - 1] = '}';
        return new StreamEvent(this, text);
    }

    private void read(String member, JsonText json) {
        switch (member) {
            case "offset" -> offset = json.number();
            case "index" -> index = json.number();
            case "type" -> type = json.text();
            case "createdAt" -> createdAt = instant(json.text());
            case "idempotencyKey" -> idempotencyKey = json.text();
            case "source" -> json.members(this::readSource);
            case "metadata" -> metadata = slice(json);
            case "payload" -> payload = slice(json);
            case "payloadBase64" -> {
                payload = slice(json);
                isBinary = true;
            }
            case "duplicate" -> isDuplicate = json.isTrue();
            default -> json.skip();
        }
        lastEnd = isDuplicate ? lastEnd : json.end();
    }

    private void readSource(String member, JsonText json) {
        if (!member.equals("processor")) {
            json.skip();
            return;
        }
        @Nullable String[] slugAndVersion = new @Nullable String[2];
        json.members((name, value) -> {
            switch (name) {
                case "slug" -> slugAndVersion[0] = value.text();
                case "version" -> slugAndVersion[1] = value.text();
                default -> value.skip();
            }
        });
        source = new Source(slugAndVersion[0], slugAndVersion[1]);
    }

    private Slice slice(JsonText json) {
        int from = json.begin();
        json.skip();
        return new Slice(from - begin, json.end() - begin);
    }

    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new MalformedAnswerException("A time is not in RFC 3339: " + text, e);
        }
    }
}
