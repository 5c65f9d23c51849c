package io.rivulet.app.node;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings as somebody gave them, unchecked, with where each comes from. What is added later wins. Not for more than one
 * thread.
 */
final class GivenSettings {

    /** What the names of environment variables begin with that are settings. */
    static final String ENVIRONMENT_PREFIX = "RIVULET_";

    private final Map<String, Given> values = new TreeMap<>();

    /** A value and its origin, as a person would name it. */
    record Given(String value, String origin) {}

    void add(String key, String value, String origin) {
        values.put(key.strip(), new Given(value.strip(), origin));
    }

    /** A file of {@code key=value} lines, UTF-8. */
    void addFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.USAGE, "There is no settings file " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "The settings file " + file + " cannot be read: " + e, e);
        }
        properties.stringPropertyNames().forEach(key -> add(key, properties.getProperty(key, ""), file.toString()));
    }

    /** {@code RIVULET_TOPIC_PARTITIONS} is {@code topic.partitions}; two underscores stand for one. */
    void addEnvironment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                String key = name.substring(ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace("__", "\0")
                        .replace('_', '.')
                        .replace('\0', '_');
                add(key, value, name);
            }
        });
    }

    /** What somebody gave before, with its origins. */
    void addAll(GivenSettings others) {
        values.putAll(others.values);
    }

    @Nullable
    Given get(String key) {
        return values.get(key);
    }

    /** Values by key, in the order of the keys. */
    Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        values.forEach((key, given) -> map.put(key, given.value()));
        return map;
    }
}
