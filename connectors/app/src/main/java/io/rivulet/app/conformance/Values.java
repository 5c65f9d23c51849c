package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rivulet.app.client.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a case has captured so far, by name. A text that is nothing but <code>{name}</code> becomes the value itself, a number
 * stays one; within a text it becomes the value's text. <code>{x*1000}</code> is a thousand times the character.
 */
final class Values {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");
    private static final Pattern REPEATED = Pattern.compile("\\{(.)\\*(\\d{1,8})}");

    private final Map<String, JsonNode> values = new HashMap<>();

    void put(String name, JsonNode value) {
        values.put(name, value);
    }

    void put(String name, String value) {
        values.put(name, TextNode.valueOf(value));
    }

    /** A text with its names replaced. */
    String text(String template) {
        String named = NAME.matcher(template)
                .replaceAll(
                        found -> Matcher.quoteReplacement(value(found.group(1)).asText()));
        return REPEATED.matcher(named)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    }

    /** A value with the names in all of its texts replaced. */
    JsonNode fill(JsonNode template) {
        if (template.isTextual()) {
            Matcher whole = NAME.matcher(template.asText());
            return whole.matches() ? value(whole.group(1)) : TextNode.valueOf(text(template.asText()));
        }
        if (template.isArray()) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            template.forEach(item -> array.add(fill(item)));
            return array;
        }
        if (template.isObject()) {
            ObjectNode object = Json.MAPPER.createObjectNode();
            template.forEachEntry((name, value) -> object.set(name, fill(value)));
            return object;
        }
        return template;
    }

    private JsonNode value(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the case has captured no '" + name + "'");
        }
        return value;
    }
}
