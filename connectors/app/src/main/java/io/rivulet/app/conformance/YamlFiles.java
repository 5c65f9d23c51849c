package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.client.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The data of this package, read as JSON. */
final class YamlFiles {

    private YamlFiles() {}

    /** @param resource its name in this package */
    static JsonNode read(String resource) {
        try (InputStream file = YamlFiles.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is missing from the build");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    static JsonNode parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object loaded = new Yaml(new SafeConstructor(options)).load(yaml);
        return Json.MAPPER.valueToTree(loaded);
    }
}
