package io.rivulet.http.live;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.http.append.EventBody;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.tail.SubscriptionKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one message: a JSON object with an id, an op, and the fields of that op and no others. */
final class LiveMessageReader {

    private static final int MAX_ID_LENGTH = 256;

    private static final Map<String, Set<String>> FIELDS = Map.of(
            "subscribe", Set.of("path", "key", "after", "types", "events", "state", "subscriber"),
            "unsubscribe", Set.of(),
            "append", Set.of("path", "events"),
            "ping", Set.of());

    private final String text;
    private JsonReader json = new JsonReader(new byte[0]);
    private final Set<String> given = new TreeSet<>();
    private @Nullable String id;
    private @Nullable String op;
    private @Nullable StreamPath path;
    private @Nullable String key;
    private long after = Subscription.LIVE;
    private Set<String> types = Set.of();
    private boolean hasState;
    private boolean isStateOnly;
    private @Nullable String subscriber;
    private byte @Nullable [] events;

    LiveMessageReader(String text) {
        this.text = text;
    }

    /** The id, as far as it was read: for the answer to a message that is none. */
    @Nullable
    String id() {
        return id;
    }

    /** Reads it; what is wrong with it is a {@link ProblemException}. */
    LiveMessage read() {
        json = new JsonReader(text.getBytes(StandardCharsets.UTF_8));
        if (json.next() != JsonToken.START_OBJECT) {
            throw invalid("", "a message is a JSON object");
        }
        while (json.next() == JsonToken.FIELD_NAME) {
            String field = json.text();
            json.next();
            read(field);
        }
        json.end();
        String known = id;
        if (known == null) {
            throw invalid("id", "is required, a text that its answers carry");
        }
        return message(known);
    }

    private void read(String field) {
        switch (field) {
            case "id" -> id = id(field);
            case "op" -> op = text(field);
            case "path" -> path = path(field);
            case "key" -> key = SubscriptionKey.require(field, text(field));
            case "after" -> after = offset(field);
            case "types" -> types = types(field);
            case "state" -> hasState = bool(field);
            case "events" -> events(field);
            case "subscriber" -> subscriber = subscriber(field);
            default -> throw invalid(field, "is not a field of a message");
        }
        given.add(field);
    }

    private LiveMessage message(String known) {
        Set<String> fields = op == null ? null : FIELDS.get(op);
        if (fields == null) {
            throw invalid("op", "is one of " + String.join(", ", new TreeSet<>(FIELDS.keySet())));
        }
        for (String field : given) {
            if (!field.equals("id") && !field.equals("op") && !fields.contains(field)) {
                throw invalid(field, "does not go with this op");
            }
        }
        return switch (op) {
            case "subscribe" -> subscribe(known);
            case "append" -> append(known);
            case "unsubscribe" -> new LiveMessage.Unsubscribe(known);
            default -> new LiveMessage.Ping(known);
        };
    }

    private LiveMessage subscribe(String known) {
        if (events != null) {
            throw invalid("events", "is true or false in a subscription");
        }
        Subscription wanted = new Subscription(key, after, types, !isStateOnly, hasState || isStateOnly, subscriber);
        return new LiveMessage.Subscribe(known, requirePath(), wanted);
    }

    private LiveMessage append(String known) {
        if (events == null) {
            throw invalid("events", "is required, an array of events");
        }
        return new LiveMessage.Append(known, requirePath(), EventBody.readJson(events), events);
    }

    private StreamPath requirePath() {
        if (path == null) {
            throw invalid("path", "is required: it names the stream");
        }
        return path;
    }

    private String id(String field) {
        String text = text(field);
        if (text.isEmpty() || text.length() > MAX_ID_LENGTH) {
            throw invalid(field, "has from 1 to " + MAX_ID_LENGTH + " characters");
        }
        return text;
    }

    private StreamPath path(String field) {
        String text = text(field);
        try {
            return StreamPath.normalise(text);
        } catch (InvalidPathException e) {
            throw Problem.of(ProblemType.INVALID_PATH, String.valueOf(e.getMessage()))
                    .toException();
        }
    }

    /** In a subscription a boolean, in an append the events themselves. */
    private void events(String field) {
        if (json.token() == JsonToken.START_ARRAY) {
            events = json.slice();
        } else {
            isStateOnly = !bool(field);
        }
    }

    private Set<String> types(String field) {
        require(field, JsonToken.START_ARRAY, "is an array of texts");
        Set<String> found = new LinkedHashSet<>();
        while (json.next() != JsonToken.END_ARRAY) {
            found.add(text(field));
        }
        return found.contains("*") ? Set.of() : found;
    }

    private @Nullable String subscriber(String field) {
        require(field, JsonToken.START_OBJECT, "is an object");
        return SubscriptionKey.requireSubscriber(field, new String(json.slice(), StandardCharsets.UTF_8));
    }

    private long offset(String field) {
        require(field, JsonToken.VALUE_NUMBER_INT, "is an offset, or -1 for the beginning");
        Long offset = json.wholeNumber();
        if (offset == null || offset < -1) {
            throw invalid(field, "is an offset, or -1 for the beginning");
        }
        return offset;
    }

    private boolean bool(String field) {
        if (json.token() != JsonToken.VALUE_TRUE && json.token() != JsonToken.VALUE_FALSE) {
            throw invalid(field, "is true or false");
        }
        return json.token() == JsonToken.VALUE_TRUE;
    }

    private String text(String field) {
        require(field, JsonToken.VALUE_STRING, "is a text");
        return json.text();
    }

    private void require(String field, JsonToken wanted, String what) {
        if (json.token() != wanted) {
            throw invalid(field, what);
        }
    }

    private static ProblemException invalid(String field, String what) {
        String shown = field.length() > 100 ? field.substring(0, 100) + "..." : field;
        return Problem.of(ProblemType.INVALID_MESSAGE, "The field '" + shown + "' " + what + ".")
                .with("field", shown)
                .toException();
    }
}
