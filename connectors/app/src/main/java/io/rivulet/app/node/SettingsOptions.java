package io.rivulet.app.node;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a node's settings come from: a file, over it the environment, over it the command line. */
public final class SettingsOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "settings as key=value lines")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "one setting; may be repeated")
    private Map<String, String> values = new LinkedHashMap<>();

    /** All that was given; checked by nobody yet. */
    public GivenSettings gather(Map<String, String> environment) {
        GivenSettings given = new GivenSettings();
        if (file != null) {
            given.addFile(file);
        }
        given.addEnvironment(environment);
        values.forEach((key, value) -> given.add(key, value, "--set"));
        return given;
    }
}
