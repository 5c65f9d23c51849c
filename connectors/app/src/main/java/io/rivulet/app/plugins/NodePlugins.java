package io.rivulet.app.plugins;

import io.rivulet.plugins.loading.Plugins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins of a node that starts: loaded, and told to its operator. */
public final class NodePlugins {

    private static final Logger LOG = LoggerFactory.getLogger(NodePlugins.class);

    private NodePlugins() {}

    /** Loads them; each broken one is an error that an operator must act on, and no reason not to start. */
    public static Plugins load(PluginSettings settings) {
        Plugins plugins = settings.load();
        plugins.all().forEach(plugin -> LOG.atInfo()
                .addKeyValue("processor", plugin.slug())
                .addKeyValue("version", plugin.contract().version())
                .addKeyValue("plugin", plugin.location())
                .log("a processor can be attached"));
        plugins.broken()
                .forEach(
                        broken -> LOG.atError()
                                .addKeyValue("plugin", broken.location())
                                .addKeyValue("reason", String.join("; ", broken.mistakes()))
                                .log(
                                        "a plugin is broken; its processors are not there until it is mended and the node is started again"));
        return plugins;
    }
}
