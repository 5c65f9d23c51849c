package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * What a value must be like: equal to a value, or an object of one of the words below. An object that is expected may have more
 * members in the answer; an array may not have more items.
 */
final class Expectation {

    private static final Map<String, BiPredicate<JsonNode, JsonNode>> WORDS = Map.of(
            "$absent", (actual, wanted) -> actual.isMissingNode() == wanted.asBoolean(),
            "$size", (actual, wanted) -> !actual.isMissingNode() && actual.size() == wanted.asInt(),
            "$above",
                    (actual, wanted) ->
                            actual.isNumber() && actual.decimalValue().compareTo(wanted.decimalValue()) > 0,
            "$not", (actual, wanted) -> !actual.isMissingNode() && !isEqual(actual, wanted),
            "$matches",
                    (actual, wanted) -> Pattern.compile(wanted.asText(), Pattern.DOTALL)
                            .matcher(actual.asText())
                            .matches(),
            "$contains", (actual, wanted) -> actual.asText().contains(wanted.asText()));

    private Expectation() {}

    /** @throws Mismatch if the value is not like that */
    static void check(String what, JsonNode actual, JsonNode wanted) {
        BiPredicate<JsonNode, JsonNode> word = wanted.isObject() && wanted.size() == 1 ? WORDS.get(word(wanted)) : null;
        boolean isMet = word == null ? isEqual(actual, wanted) : word.test(actual, wanted.path(word(wanted)));
        if (!isMet) {
            throw new Mismatch(what + " is " + shown(actual) + ", and should be " + shown(wanted));
        }
    }

    private static String word(JsonNode wanted) {
        return wanted.fieldNames().next();
    }

    private static boolean isEqual(JsonNode actual, JsonNode wanted) {
        if (wanted.isNumber() && actual.isNumber()) {
            return actual.decimalValue().compareTo(wanted.decimalValue()) == 0;
        }
        if (wanted.isObject() && actual.isObject()) {
            return wanted.properties().stream()
                    .allMatch(member -> isEqual(actual.path(member.getKey()), member.getValue()));
        }
        if (wanted.isArray() && actual.isArray()) {
            boolean isEqual = wanted.size() == actual.size();
            for (int i = 0; i < wanted.size() && isEqual; i++) {
                isEqual = isEqual(actual.get(i), wanted.get(i));
            }
            return isEqual;
        }
        return actual.equals(wanted);
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "not there" : value.toString();
        return text.length() > 300 ? text.substring(0, 300) + "..." : text;
    }
}
