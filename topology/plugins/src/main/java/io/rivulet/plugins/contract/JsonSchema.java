package io.rivulet.plugins.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** A compiled JSON Schema. Nothing is ever fetched for it: what it refers to is within it. Any thread. */
final class JsonSchema {

    private static final SpecificationVersion DEFAULT = SpecificationVersion.DRAFT_2020_12;

    /** Has the meta-schemas of all drafts, read once. What plugins bring never comes near it. */
    private static final SchemaRegistry META_SCHEMAS = SchemaRegistry.withDefaultDialect(DEFAULT);

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Compiles a schema.
     *
     * @throws InvalidJsonException if the text is no JSON, breaks the meta-schema, or refers to what is not there
     */
    static JsonSchema compile(String text) {
        JsonNode node = Json.read(text);
        try {
            SpecificationVersion version =
                    SpecificationVersion.fromSchemaNode(node).orElse(DEFAULT);
            List<Error> errors = META_SCHEMAS
                    .getSchema(SchemaLocation.of(version.getDialectId()))
                    .validate(node);
            if (!errors.isEmpty()) {
                throw new InvalidJsonException("it is not a JSON Schema: " + describe(errors));
            }
            Schema schema = SchemaRegistry.withDefaultDialect(DEFAULT).getSchema(node);
            schema.validate(Json.MAPPER.createObjectNode());
            return new JsonSchema(schema);
        } catch (SchemaException e) {
            throw new InvalidJsonException("it is not a JSON Schema: " + e.getMessage());
        }
    }

    /** Whether the schema says that what satisfies it is an object. */
    boolean isOfAnObject() {
        return schema.getSchemaNode().path("type").asText().equals("object");
    }

    /** The schema's own default, an empty object if it names none. */
    JsonNode ownDefault() {
        JsonNode named = schema.getSchemaNode().path("default");
        return named.isMissingNode() ? Json.MAPPER.createObjectNode() : named.deepCopy();
    }

    /** Checks a value; the exception lists every place where it breaks the schema. */
    void check(JsonNode value) {
        require(schema.validate(value));
    }

    /** Checks a value, and puts the schema's defaults into it where members are missing. */
    void checkFillingIn(JsonNode value) {
        schema.walk(
                value,
                false,
                (execution, context) -> execution.walkConfig(
                        walk -> walk.applyDefaultsStrategy(defaults -> defaults.applyPropertyDefaults(true))));
        require(schema.validate(value));
    }

    private static void require(List<Error> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidJsonException(describe(errors));
        }
    }

    /** Where and what, without the value itself: it may be anything, and the text goes to logs and events. */
    private static String describe(List<Error> errors) {
        StringBuilder text = new StringBuilder();
        for (Error error : errors) {
            String at = error.getInstanceLocation().toString();
            text.append(text.isEmpty() ? "" : ", and ")
                    .append(at.isEmpty() ? "" : "at " + at + " ")
                    .append(error.getMessage());
        }
        return text.toString();
    }
}
