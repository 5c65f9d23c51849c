package io.rivulet.engine.fold;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.Refusal.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the members of a core event's payload (EV-8), and remembers what it last complained of. Texts are trimmed, but only
 * for what is derived; the event keeps its payload as given (EV-9).
 */
final class PayloadCheck {

    /** The most bytes of what becomes part of a row's key. */
    private static final int MAX_KEY_BYTES = 1024;

    private Reason reason = Reason.INVALID_PAYLOAD;
    private String complaint = "";

    Reason reason() {
        return reason;
    }

    /** One sentence on what was wrong. */
    String complaint() {
        return complaint;
    }

    /** Complains; answers false. */
    boolean complain(String sentence) {
        return complain(Reason.INVALID_PAYLOAD, sentence);
    }

    boolean complain(Reason why, String sentence) {
        reason = why;
        complaint = sentence;
        return false;
    }

    boolean isText(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return (value != null && value.isTextual() && !value.textValue().isBlank())
                || complain("The payload's " + field + " must be a text that is not blank");
    }

    boolean isOptionalText(JsonNode body, String field) {
        return isAbsent(body, field)
                || body.get(field).isTextual()
                || complain("The payload's " + field + " must be a text, or be left out");
    }

    boolean isObject(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return (value != null && value.isObject()) || complain("The payload's " + field + " must be an object");
    }

    boolean isOptionalObject(JsonNode body, String field) {
        return isAbsent(body, field)
                || body.get(field).isObject()
                || complain("The payload's " + field + " must be an object, or be left out");
    }

    /** A list of texts that are not blank. */
    boolean isOptionalTexts(JsonNode body, String field) {
        if (isAbsent(body, field)) {
            return true;
        }
        boolean areTexts = body.get(field).isArray();
        for (JsonNode element : body.get(field)) {
            areTexts &= element.isTextual() && !element.textValue().isBlank();
        }
        return areTexts || complain("The payload's " + field + " must be a list of texts, or be left out");
    }

    /** What becomes part of a row's key. */
    boolean isKey(JsonNode body, String field) {
        return isText(body, field)
                && (text(body, field).getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES
                        || complain("The payload's " + field + " must have at most " + MAX_KEY_BYTES + " bytes"));
    }

    static boolean isAbsent(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return value == null || value.isNull();
    }

    /** A text that is there, as it is kept. */
    static String text(JsonNode body, String field) {
        return trimmed(body.get(field));
    }

    static @Nullable String optionalText(JsonNode body, String field) {
        return isAbsent(body, field) ? null : text(body, field);
    }

    static String trimmed(JsonNode text) {
        return Json.encodable(text.textValue().strip());
    }
}
