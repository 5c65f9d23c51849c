package io.rivulet.app.node;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.plugins.PluginSettings;
import io.rivulet.engine.EngineSettings;
import io.rivulet.http.HttpSettings;
import io.rivulet.webhook.WebhookSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/**
 * All settings of a node, checked.
 *
 * @param effective every setting, given or default; with its secrets
 */
public record NodeSettings(
        EngineSettings engine,
        HttpSettings http,
        WebhookSettings webhooks,
        PluginSettings plugins,
        Map<String, String> effective) {

    /** Who knows which keys, in the order of the reference. */
    static final List<ConfigDef> DEFINITIONS = List.of(
            EngineSettings.DEFINITION, HttpSettings.DEFINITION, WebhookSettings.DEFINITION, PluginSettings.DEFINITION);

    public NodeSettings {
        effective = Map.copyOf(effective);
    }

    /** Checks settings as a whole; whatever is wrong with them is told in one {@link CommandFailure}. */
    public static NodeSettings of(GivenSettings given) {
        OwnAddress.addTo(given);
        List<SettingsProblem> problems = new SettingsCheck(given).problems();
        if (!problems.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, report(problems));
        }
        Map<String, String> values = given.toMap();
        return new NodeSettings(
                EngineSettings.of(values),
                HttpSettings.of(values),
                WebhookSettings.of(values),
                PluginSettings.of(values),
                effective(values));
    }

    private static String report(List<SettingsProblem> problems) {
        String lines = problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining());
        return "The settings are wrong, so nothing was started:" + lines;
    }

    private static Map<String, String> effective(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>();
        for (ConfigDef definition : DEFINITIONS) {
            definition.configKeys().forEach((key, declared) -> {
                if (declared.hasDefault()) {
                    all.put(key, String.valueOf(ConfigDef.convertToString(declared.defaultValue, declared.type)));
                }
            });
        }
        all.putAll(given);
        return all;
    }

    /** All of them in order, with secrets masked. */
    @Override
    public String toString() {
        return new TreeMap<>(effective)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + Secrets.masked(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(" "));
    }
}
