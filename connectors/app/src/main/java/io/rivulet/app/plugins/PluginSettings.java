package io.rivulet.app.plugins;

import io.rivulet.plugins.loading.Plugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * Where the plugins of a node lie.
 *
 * @param pluginPath directories, the first one first
 */
public record PluginSettings(List<Path> pluginPath) {

    public static final String PLUGIN_PATH = "plugin.path";

    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    PLUGIN_PATH,
                    ConfigDef.Type.LIST,
                    List.of(),
                    Importance.MEDIUM,
                    "Directories with plugins. Each plugin in one of them is a directory of jars, or a single jar. They are loaded "
                            + "once, when the node starts; a broken one is logged with its file and the reason, and does not keep "
                            + "the node from starting. `dev` takes the folder `plugins` below --data if it is there.");

    public PluginSettings {
        pluginPath = List.copyOf(pluginPath);
    }

    /** Reads the values; other keys are not looked at. */
    public static PluginSettings of(Map<String, String> values) {
        AbstractConfig config = new AbstractConfig(DEFINITION, values, false);
        return new PluginSettings(
                config.getList(PLUGIN_PATH).stream().map(Path::of).toList());
    }

    /** Loads the processors that come with the node, and the plugins. */
    public Plugins load() {
        return Plugins.load(pluginPath);
    }
}
