package io.rivulet.api.processor;

import java.util.List;

/**
 * What events of one type mean and look like (PR-1).
 *
 * @param type the type as it stands in the envelope
 * @param description one sentence; may be empty
 * @param payloadSchema a JSON Schema as text (draft 2020-12 unless it says otherwise)
 * @param examples payloads as JSON text, each of which satisfies the schema
 */
public record EventDefinition(String type, String description, String payloadSchema, List<String> examples) {

    /** The schema that any payload satisfies. */
    public static final String ANYTHING = "true";

    public EventDefinition {
        examples = List.copyOf(examples);
    }

    /** An event of any payload. */
    public static EventDefinition of(String type, String description) {
        return new EventDefinition(type, description, ANYTHING, List.of());
    }

    public static EventDefinition of(String type, String description, String payloadSchema, String... examples) {
        return new EventDefinition(type, description, payloadSchema, List.of(examples));
    }
}
