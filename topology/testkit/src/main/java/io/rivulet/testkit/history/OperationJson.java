package io.rivulet.testkit.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Refused;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.Append.Unknown;
import io.rivulet.testkit.history.Read.Seen;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation as a line of JSON, and back. What is null is left out. */
public final class OperationJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OperationJson() {}

    /** The operation as text, without the end of its line. */
    public static String text(Operation operation) {
        return json(operation).toString();
    }

    static byte[] line(Operation operation) {
        return (text(operation) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException says what is missing or wrong */
    static Operation parse(String line) {
        try {
            return OperationReader.operation(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode json(Operation operation) {
        Call call = operation.call();
        ObjectNode json = JSON.createObjectNode();
        json.put("op", nameOf(operation));
        json.put("client", call.client());
        json.put("stream", call.stream());
        json.put("via", call.via());
        json.put("call", call.callNanos());
        json.put("return", call.returnNanos());
        if (operation instanceof Append append) {
            append.events().forEach(offered -> put(json.withArray("events").addObject(), offered));
            put(json, append.outcome());
        } else if (operation instanceof Read read) {
            put(json, read);
        } else {
            put(json, (Tail) operation);
        }
        return json;
    }

    private static String nameOf(Operation operation) {
        if (operation instanceof Append) {
            return "append";
        }
        return operation instanceof Read ? "read" : "tail";
    }

    private static void put(ObjectNode json, Offered offered) {
        json.put("token", offered.token());
        put(json, "key", offered.key());
        put(json, "expected", offered.expected());
    }

    private static void put(ObjectNode json, Append.Outcome outcome) {
        if (outcome instanceof Acknowledged acknowledged) {
            json.put("outcome", "ok");
            put(json, acknowledged.origin());
            ArrayNode taken = json.putArray("taken");
            acknowledged.events().forEach(event -> put(taken.addObject(), event));
        } else if (outcome instanceof Refused refused) {
            json.put("outcome", "refused");
            put(json, refused.origin());
            json.put("problem", refused.problem());
            put(json, "current", refused.current());
        } else {
            json.put("outcome", "unknown");
            json.put("why", ((Unknown) outcome).why());
        }
    }

    private static void put(ObjectNode json, Taken taken) {
        put(json, taken.event());
        if (taken.duplicate()) {
            json.put("duplicate", true);
        }
    }

    private static void put(ObjectNode json, Read read) {
        json.put("consistency", OperationReader.nameOf(read.consistency()));
        put(json, "minOffset", read.range().minOffset());
        put(json, "after", read.range().after());
        put(json, "from", read.range().from());
        Seen seen = read.seen();
        json.put("outcome", seen == null ? "unknown" : "ok");
        if (seen != null) {
            put(json, seen.origin());
            put(json, "applied", seen.applied());
            put(json, "behind", seen.behind());
            json.put("length", seen.length());
            put(json, "head", seen.head());
            json.put("whole", seen.whole());
            put(json, seen.events());
        }
    }

    private static void put(ObjectNode json, Tail tail) {
        json.put("session", tail.session());
        json.put("after", tail.after());
        json.put("outcome", "ok");
        put(json, tail.origin());
        json.put("settled", tail.settled());
        put(json, tail.events());
    }

    private static void put(ObjectNode json, Origin origin) {
        json.put("node", origin.node());
        put(json, "life", origin.life());
    }

    private static void put(ObjectNode json, List<SeenEvent> events) {
        ArrayNode array = json.putArray("events");
        events.forEach(event -> put(array.addObject(), event));
    }

    private static void put(ObjectNode json, SeenEvent event) {
        json.put("offset", event.offset());
        json.put("index", event.index());
        put(json, "token", event.token());
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.set(name, JSON.<JsonNode>valueToTree(value));
        }
    }
}
