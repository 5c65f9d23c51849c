package io.rivulet.engine.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JSON object as the state keeps it: the members that are known, in one order, texts trimmed (EV-9). What was checked goes in. */
final class Described {

    private final JsonNode given;
    private final ObjectNode kept = JsonNodeFactory.instance.objectNode();

    Described(JsonNode given) {
        this.given = given;
    }

    Described texts(String... fields) {
        for (String field : fields) {
            if (!PayloadCheck.isAbsent(given, field)) {
                kept.put(field, PayloadCheck.text(given, field));
            }
        }
        return this;
    }

    Described lists(String... fields) {
        for (String field : fields) {
            if (!PayloadCheck.isAbsent(given, field)) {
                ArrayNode list = kept.putArray(field);
                given.get(field).forEach(element -> list.add(PayloadCheck.trimmed(element)));
            }
        }
        return this;
    }

    Described as(String field, JsonNode value) {
        kept.set(field, value);
        return this;
    }

    Described asGiven(String field) {
        return PayloadCheck.isAbsent(given, field) ? this : as(field, given.get(field));
    }

    ObjectNode json() {
        return kept;
    }
}
