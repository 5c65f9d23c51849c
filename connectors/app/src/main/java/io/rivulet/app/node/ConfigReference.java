package io.rivulet.app.node;

import io.rivulet.app.plugins.PluginSettings;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.NamespaceSettings;
import io.rivulet.http.HttpSettings;
import io.rivulet.webhook.WebhookSettings;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The page {@code docs/reference/configuration.md}, written from the definitions. */
final class ConfigReference {

    private static final String INTRODUCTION =
            """
            # Configuration

            Generated from the definitions in the code, by `rivulet config-docs`; a test compares the two.

            A setting is a dotted key with a value. It comes from these, the later one winning:

            1. its default;
            2. a file of `key=value` lines: `--config FILE`;
            3. the environment: `RIVULET_TOPIC_PARTITIONS` is `topic.partitions`, two underscores stand for one;
            4. the command line: `--set topic.partitions=8`.

            A node with an unknown key or a wrong value does not start; it lists all problems at once, each with key, value and what is
            allowed. The settings in effect are logged once, at the start. Values of keys that speak of a password, secret, token,
            credential or JAAS are masked there.
            """;

    private ConfigReference() {}

    static String markdown() {
        return String.join(
                "\n",
                INTRODUCTION,
                section("Engine", "", EngineSettings.DEFINITION),
                section("Namespaces", NamespaceSettings.PREFIX + "<name>.", NamespaceSettings.DEFINITION),
                section("HTTP", "", HttpSettings.DEFINITION),
                section("Webhooks", "", WebhookSettings.DEFINITION),
                section("Plugins", "", PluginSettings.DEFINITION),
                passThrough());
    }

    private static String section(String title, String prefix, ConfigDef definition) {
        return definition.configKeys().values().stream()
                .map(key -> entry(prefix, key))
                .collect(Collectors.joining("\n", "## " + title + "\n\n", ""));
    }

    private static String entry(String prefix, ConfigKey key) {
        return "### `" + prefix + key.name + "`\n\n" + key.documentation + "\n\n"
                + key.type.name().toLowerCase(Locale.ROOT)
                + (key.hasDefault() ? ", default " + defaultOf(key) : ", required")
                + (key.validator == null ? "" : ", allowed: " + key.validator)
                + "\n";
    }

    private static String defaultOf(ConfigKey key) {
        String value = ConfigDef.convertToString(key.defaultValue, key.type);
        return value == null || value.isEmpty() ? "none" : "`" + value + "`";
    }

    private static String passThrough() {
        return """
                ## Kafka's own clients

                What follows one of the prefixes %s is handed to Kafka's producer, consumer or
                Streams as it is, as in `producer.compression.type=zstd`. Kafka's documentation has those keys.
                """
                .formatted(EngineSettings.PASS_THROUGH.stream()
                        .map(prefix -> "`" + prefix + "`")
                        .collect(Collectors.joining(", ")));
    }
}
