package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A description of an API, and whether answers are as it says. Knows as much of JSON Schema as the description uses. */
final class OpenApi {

    private final JsonNode root;

    OpenApi(String yaml) {
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        root = new ObjectMapper().valueToTree(loaded);
    }

    JsonNode root() {
        return root;
    }

    /** The operations, as {@code GET /v1/...}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        root.get("paths")
                .forEachEntry((path, item) -> item.forEachEntry((name, operation) -> {
                    if (!name.equals("parameters")) {
                        operations.add(name.toUpperCase(Locale.ROOT) + " " + path);
                    }
                }));
        return operations;
    }

    /** Checks status, media type and every line or the whole of a body against what the operation is said to answer. */
    void check(String method, String path, HttpResponse<String> answer) {
        JsonNode responses = root.get("paths").get(path).get(method).get("responses");
        String status = Integer.toString(answer.statusCode());
        JsonNode response =
                resolve(responses.has(status) ? responses.get(status) : responses.path(status.charAt(0) + "XX"));
        assertThat(response.isMissingNode())
                .as("%s %s answers %s", method, path, status)
                .isFalse();
        if (answer.statusCode() == 204 || answer.statusCode() == 304) {
            assertThat(response.has("content")).isFalse();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode schema = response.get("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s %s answers %s", method, path, type)
                .isFalse();
        bodies(type, answer.body()).forEach(body -> check(schema, body, method + " " + path));
    }

    /** Checks a value against a schema of the components. */
    void check(String schema, JsonNode value) {
        check(root.at("/components/schemas/" + schema), value, schema);
    }

    private static List<JsonNode> bodies(String type, String body) {
        return switch (type) {
            case "application/x-ndjson" -> body.lines().map(TestServer::json).toList();
            case "application/json", "application/problem+json" -> List.of(TestServer.json(body));
            default -> List.of();
        };
    }

    private void check(JsonNode reference, JsonNode value, String at) {
        JsonNode schema = resolve(reference);
        if (schema.has("oneOf")) {
            checkOneOf(schema.get("oneOf"), value, at);
            return;
        }
        if (schema.has("type")) {
            assertThat(
                            schema.get("type").isArray()
                                    ? texts(schema.get("type"))
                                    : List.of(schema.get("type").asText()))
                    .as("%s: %s", at, value)
                    .contains(typeOf(value));
        }
        if (schema.has("enum")) {
            assertThat(texts(schema.get("enum"))).as(at).contains(value.asText());
        }
        schema.path("required").forEach(name -> assertThat(value.has(name.asText()))
                .as("%s: %s has %s", at, value, name)
                .isTrue());
        value.forEachEntry((name, member) -> {
            JsonNode property = schema.path("properties").path(name);
            if (schema.has("additionalProperties")) {
                assertThat(property.isMissingNode()).as("%s knows %s", at, name).isFalse();
            }
            check(property, member, at + "/" + name);
        });
        if (value.isArray()) {
            value.forEach(item -> check(schema.path("items"), item, at + "/items"));
        }
    }

    private void checkOneOf(JsonNode choices, JsonNode value, String at) {
        StringBuilder failures = new StringBuilder();
        for (JsonNode choice : choices) {
            try {
                check(choice, value, at);
                return;
            } catch (AssertionError e) {
                failures.append(e.getMessage()).append('\n');
            }
        }
        throw new AssertionError(failures.toString());
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static List<String> texts(JsonNode array) {
        Iterator<JsonNode> items = array.elements();
        List<String> texts = new ArrayList<>();
        items.forEachRemaining(item -> texts.add(item.asText()));
        return texts;
    }

    private static String typeOf(JsonNode value) {
        if (value.isIntegralNumber()) {
            return "integer";
        }
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            default -> "null";
        };
    }
}
