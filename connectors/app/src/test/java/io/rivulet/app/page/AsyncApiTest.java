package io.rivulet.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.api.CoreEvents;
import io.rivulet.wire.EnvelopeHeaders;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docs/reference/asyncapi.yaml is of AsyncAPI's structure, and names what the code names. */
class AsyncApiTest {

    private final JsonNode api = read();

    @Test
    void shouldHaveTheStructureOfVersion3() {
        assertThat(api.get("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(names(api)).contains("info", "channels", "operations", "components");
        assertThat(api.at("/info/title").asText()).isNotBlank();
        assertThat(api.at("/info/version").asText()).isNotBlank();
        assertThat(api.get("operations")).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.get("action").asText()).isIn("send", "receive");
            assertThat(operation.at("/channel/$ref").asText()).startsWith("#/channels/");
        });
        assertThat(api.get("channels")).isNotEmpty().allSatisfy(channel -> {
            String address = channel.get("address").asText();
            names(channel.get("parameters")).forEach(name -> assertThat(address).contains("{" + name + "}"));
            assertThat(channel.get("messages")).isNotEmpty();
        });
    }

    @Test
    void shouldReferToWhatThereIs() {
        List<String> references = new ArrayList<>();
        collect(api, references);

        assertThat(references).hasSizeGreaterThan(20).allSatisfy(reference -> assertThat(
                        api.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
        assertThat(names(api.at("/channels/namespace/messages")))
                .as("every message is in the channel")
                .isEqualTo(names(api.at("/components/messages")));
    }

    @Test
    void shouldNameEachHeader() {
        Set<String> headers = constants(EnvelopeHeaders.class);
        headers.remove(EnvelopeHeaders.CLOUD_EVENTS_1_0);

        assertThat(names(api.at("/components/schemas/envelope/properties"))).isEqualTo(headers);
    }

    @Test
    void shouldNameEachCoreEvent() {
        Set<String> named = new TreeSet<>();
        api.at("/components/messages")
                .forEach(message -> named.add(message.get("name").asText()));
        named.remove("event");
        Set<String> types = constants(CoreEvents.class);
        types.remove(CoreEvents.PREFIX);

        assertThat(named).isEqualTo(types);
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.get("$ref").asText());
        }
        node.forEach(child -> collect(child, references));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> constants(Class<?> owner) {
        return Stream.of(owner.getFields()).map(AsyncApiTest::text).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant", e);
        }
    }

    private static JsonNode read() {
        try {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(Path.of("../../docs/reference/asyncapi.yaml")));
            return new ObjectMapper().valueToTree(loaded);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
