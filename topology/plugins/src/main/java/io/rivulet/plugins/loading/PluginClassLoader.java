package io.rivulet.plugins.loading;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a plugin before it looks into the node, for classes and for resources. What both sides must share comes from the node
 * alone: the JDK and the API.
 */
final class PluginClassLoader extends URLClassLoader {

    private static final List<String> SHARED = List.of("java.", "io.rivulet.api.", "org.jspecify.annotations.");

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(String plugin, URL[] jars, ClassLoader node) {
        super("plugin " + plugin, jars, node);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known == null && SHARED.stream().noneMatch(name::startsWith)) {
                known = findOwn(name);
            }
            return known != null ? known : super.loadClass(name, resolve);
        }
    }

    private @Nullable Class<?> findOwn(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException notInThePlugin) {
            return null;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    /** The services of a plugin are those that it brings: the node's are not offered a second time. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (name.startsWith("META-INF/services/io.rivulet.api.")) {
            return findResources(name);
        }
        List<URL> all = Collections.list(findResources(name));
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }
}
