package io.rivulet.plugins.loading;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The processors of a node, and the plugins that are broken. What is broken does not keep a node from starting: the streams
 * that ask for it say that it is not there. Any thread.
 */
public final class Plugins implements AutoCloseable {

    private final Map<String, Plugin> bySlug;
    private final List<BrokenPlugin> broken;
    private final List<PluginClassLoader> loaders;

    Plugins(Map<String, Plugin> bySlug, List<BrokenPlugin> broken, List<PluginClassLoader> loaders) {
        this.bySlug = new TreeMap<>(bySlug);
        this.broken = broken.stream()
                .sorted(Comparator.comparing(BrokenPlugin::location))
                .toList();
        this.loaders = List.copyOf(loaders);
    }

    /**
     * Loads what is on the class path of the node, and then what is in the directories. The first processor of a slug counts; a
     * later one of the same slug is broken by that (PR-40).
     */
    public static Plugins load(List<Path> pluginPath) {
        PluginScan scan = new PluginScan(Plugins.class.getClassLoader());
        scan.classPath();
        pluginPath.forEach(scan::directory);
        return scan.result();
    }

    /** No processors at all. */
    public static Plugins none() {
        return new Plugins(Map.of(), List.of(), List.of());
    }

    public Optional<Plugin> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    /** In the order of their slugs. */
    public Collection<Plugin> all() {
        return List.copyOf(bySlug.values());
    }

    /** In the order of their locations. */
    public List<BrokenPlugin> broken() {
        return broken;
    }

    /** Lets go of the plugins' files. None of their processors may be in use any more. */
    @Override
    public void close() {
        loaders.forEach(PluginScan::close);
    }
}
