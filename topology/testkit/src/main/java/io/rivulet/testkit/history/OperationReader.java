package io.rivulet.testkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Refused;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.Append.Unknown;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Range;
import io.rivulet.testkit.history.Read.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An operation out of its JSON. What it does not know it passes over; what is missing it names. */
final class OperationReader {

    private OperationReader() {}

    static Operation operation(JsonNode json) {
        Call call = new Call(
                text(json, "client"),
                text(json, "stream"),
                text(json, "via"),
                number(json, "call"),
                number(json, "return"));
        String op = text(json, "op");
        return switch (op) {
            case "append" -> new Append(call, list(json, "events", OperationReader::offered), outcome(json));
            case "read" -> new Read(call, consistency(json), range(json), seen(json));
            case "tail" ->
                new Tail(
                        call,
                        text(json, "session"),
                        number(json, "after"),
                        origin(json),
                        json.path("settled").asBoolean(),
                        list(json, "events", OperationReader::event));
            default -> throw new IllegalArgumentException("no such operation: " + op);
        };
    }

    /** As it stands in a file. */
    static String nameOf(Consistency consistency) {
        return consistency.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Consistency consistency(JsonNode json) {
        return Consistency.valueOf(
                text(json, "consistency").toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Offered offered(JsonNode json) {
        return new Offered(text(json, "token"), textOrNull(json, "key"), numberOrNull(json, "expected"));
    }

    private static Append.Outcome outcome(JsonNode json) {
        String outcome = text(json, "outcome");
        return switch (outcome) {
            case "ok" ->
                new Acknowledged(
                        origin(json),
                        list(
                                json,
                                "taken",
                                taken -> new Taken(
                                        event(taken), taken.path("duplicate").asBoolean())));
            case "refused" -> new Refused(origin(json), text(json, "problem"), numberOrNull(json, "current"));
            case "unknown" -> new Unknown(text(json, "why"));
            default -> throw new IllegalArgumentException("no such outcome: " + outcome);
        };
    }

    private static Range range(JsonNode json) {
        return new Range(numberOrNull(json, "minOffset"), numberOrNull(json, "after"), numberOrNull(json, "from"));
    }

    private static @Nullable Seen seen(JsonNode json) {
        if (!text(json, "outcome").equals("ok")) {
            return null;
        }
        return new Seen(
                origin(json),
                numberOrNull(json, "applied"),
                numberOrNull(json, "behind"),
                number(json, "length"),
                numberOrNull(json, "head"),
                json.path("whole").asBoolean(),
                list(json, "events", OperationReader::event));
    }

    private static Origin origin(JsonNode json) {
        return new Origin(text(json, "node"), numberOrNull(json, "life"));
    }

    private static SeenEvent event(JsonNode json) {
        return new SeenEvent(number(json, "offset"), number(json, "index"), textOrNull(json, "token"));
    }

    private static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> element) {
        List<T> elements = new ArrayList<>();
        json.path(name).forEach(each -> elements.add(element.apply(each)));
        return elements;
    }

    private static String text(JsonNode json, String name) {
        String value = textOrNull(json, name);
        if (value == null) {
            throw new IllegalArgumentException("no text \"" + name + "\" in " + json);
        }
        return value;
    }

    private static long number(JsonNode json, String name) {
        Long value = numberOrNull(json, name);
        if (value == null) {
            throw new IllegalArgumentException("no whole number \"" + name + "\" in " + json);
        }
        return value;
    }

    private static @Nullable String textOrNull(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || !value.isTextual() ? null : value.asText();
    }

    private static @Nullable Long numberOrNull(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || !value.isIntegralNumber() ? null : (Long) value.asLong();
    }
}
