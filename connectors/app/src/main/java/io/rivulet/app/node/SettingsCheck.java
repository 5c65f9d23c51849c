package io.rivulet.app.node;

import io.rivulet.app.node.GivenSettings.Given;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.NamespaceSettings;
import io.rivulet.http.HttpSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Finds everything that is wrong with settings, not only the first thing.
 *
 * <p>First each key by itself: known, of the right type, in range. Then what {@link EngineSettings} and {@link
 * HttpSettings} have to say about the rest, with the values that are wrong by themselves left out, so that one problem
 * does not hide another.
 */
public final class SettingsCheck {

    private static final String FOR_KEY = " for configuration ";

    private final GivenSettings given;
    private final Map<String, String> values;
    private final Map<String, String> sound;
    private final List<SettingsProblem> problems = new ArrayList<>();

    public SettingsCheck(GivenSettings given) {
        this.given = given;
        this.values = given.toMap();
        this.sound = new HashMap<>(values);
    }

    /** All problems, unknown keys first, then in the order of the definitions; none if the settings are good. */
    public List<SettingsProblem> problems() {
        values.keySet().stream().filter(this::isUnknown).forEach(key -> add(key, "there is no such setting"));
        NodeSettings.DEFINITIONS.forEach(definition -> checkEach(definition, "", values));
        names().forEach(name -> checkEach(
                NamespaceSettings.DEFINITION,
                NamespaceSettings.PREFIX + name + ".",
                strings(NamespaceSettings.valuesOf(name, names(), values))));
        sound.putIfAbsent(EngineSettings.BOOTSTRAP_SERVERS, "localhost:1");
        String address = OwnAddress.problemOf(given);
        if (address != null) {
            add(EngineSettings.APPLICATION_SERVER, address);
        }
        checkTogether(EngineSettings::of);
        checkTogether(HttpSettings::of);
        return List.copyOf(problems);
    }

    private List<String> names() {
        Object entries = ConfigDef.parseType(
                EngineSettings.NAMESPACES,
                values.getOrDefault(EngineSettings.NAMESPACES, "default"),
                ConfigDef.Type.LIST);
        return ((List<?>) entries)
                .stream()
                        .map(entry -> NamespaceSettings.nameOf(String.valueOf(entry)))
                        .toList();
    }

    private static Map<String, String> strings(Map<String, Object> some) {
        Map<String, String> strings = new HashMap<>();
        some.forEach((key, value) -> strings.put(key, String.valueOf(value)));
        return strings;
    }

    private boolean isOfNamespace(String key) {
        return NamespaceSettings.ownerOf(key, names())
                .map(name -> key.substring(NamespaceSettings.PREFIX.length() + name.length() + 1))
                .filter(NamespaceSettings.DEFINITION.names()::contains)
                .isPresent();
    }

    private boolean isUnknown(String key) {
        boolean isDefined = isOfNamespace(key)
                || NodeSettings.DEFINITIONS.stream()
                        .anyMatch(definition -> definition.names().contains(key));
        boolean isPassedThrough = EngineSettings.PASS_THROUGH.stream()
                .anyMatch(prefix -> key.startsWith(prefix) && key.length() > prefix.length());
        return !isDefined && !isPassedThrough;
    }

    private void checkEach(ConfigDef definition, String prefix, Map<String, String> some) {
        for (ConfigValue checked : definition.validate(some)) {
            String key = prefix + checked.name();
            ConfigKey declared = definition.configKeys().get(checked.name());
            // The first message is the cause; others follow from it.
            checked.errorMessages().stream().findFirst().ifPresent(message -> {
                add(key, sentence(message) + (declared == null ? "" : allowed(declared)));
                sound.remove(key);
            });
        }
    }

    private void checkTogether(Consumer<Map<String, String>> reader) {
        try {
            reader.accept(sound);
        } catch (ConfigException e) {
            String message = String.valueOf(e.getMessage());
            add(keyIn(message), sentence(message));
        }
    }

    private void add(String key, String what) {
        Given wrong = given.get(key);
        if (wrong == null) {
            problems.add(new SettingsProblem(key, null, null, what));
        } else {
            String said = what.replace(wrong.value(), Secrets.masked(key, wrong.value()));
            problems.add(new SettingsProblem(key, Secrets.masked(key, wrong.value()), wrong.origin(), said));
        }
    }

    private static String allowed(ConfigKey declared) {
        return declared.validator == null || !declared.hasDefault() ? "" : "; allowed: " + declared.validator;
    }

    /** What Kafka says after {@code Invalid value V for configuration K: }. */
    private static String sentence(String message) {
        if (message.startsWith("Missing required configuration")) {
            return "it is missing and has no default";
        }
        int what = message.indexOf(": ", Math.max(0, message.indexOf(FOR_KEY)));
        return message.startsWith("Invalid value") && what >= 0 ? message.substring(what + 2) : message;
    }

    private static String keyIn(String message) {
        int at = message.indexOf(FOR_KEY);
        int end = message.indexOf(':', Math.max(0, at));
        return at < 0 || end < 0 ? "settings" : message.substring(at + FOR_KEY.length(), end);
    }
}
