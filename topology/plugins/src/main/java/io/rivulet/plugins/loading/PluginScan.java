package io.rivulet.plugins.loading;

import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.plugins.contract.CheckedContract;
import io.rivulet.plugins.contract.InvalidContractException;
import io.rivulet.plugins.contract.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through class path and directories once. Whatever a plugin throws while it is looked at is its own mistake. One thread. */
final class PluginScan {

    private static final Logger LOG = LoggerFactory.getLogger(PluginScan.class);
    private static final String SERVICES = "META-INF/services/" + ProcessorFactory.class.getName();

    private final ClassLoader node;
    private final Map<String, Plugin> bySlug = new HashMap<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();
    private final List<PluginClassLoader> loaders = new ArrayList<>();

    PluginScan(ClassLoader node) {
        this.node = node;
    }

    void classPath() {
        load(Plugin.BUILT_IN, node);
    }

    void directory(Path directory) {
        if (!Files.isDirectory(directory)) {
            broken.add(new BrokenPlugin(directory.toString(), List.of("plugin.path names it, and it is no directory")));
            return;
        }
        try {
            PluginLocation.in(directory).forEach(this::plugin);
        } catch (IOException e) {
            broken.add(new BrokenPlugin(directory.toString(), List.of("it cannot be read: " + e)));
        }
    }

    Plugins result() {
        return new Plugins(bySlug, broken, loaders);
    }

    static void close(PluginClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            LOG.atWarn()
                    .setMessage("the files of a plugin could not be closed")
                    .addKeyValue("plugin", loader.getName())
                    .setCause(e)
                    .log();
        }
    }

    private void plugin(PluginLocation location) {
        PluginClassLoader loader =
                new PluginClassLoader(location.path().getFileName().toString(), location.urls(), node);
        loaders.add(loader);
        int before = bySlug.size() + broken.size();
        load(location.path().toString(), loader);
        if (bySlug.size() + broken.size() == before) {
            broken.add(new BrokenPlugin(
                    location.path().toString(),
                    List.of("it offers no processor: no jar of it has a file " + SERVICES)));
        }
    }

    /** A plugin that names a class which is not there is broken as a whole: it was not put together right. */
    private void load(String location, ClassLoader loader) {
        try {
            for (ServiceLoader.Provider<ProcessorFactory> provider :
                    ServiceLoader.load(ProcessorFactory.class, loader).stream().toList()) {
                take(location, provider);
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            broken.add(new BrokenPlugin(location, List.of(text(e))));
        }
    }

    private void take(String location, ServiceLoader.Provider<ProcessorFactory> provider) {
        try {
            ProcessorFactory factory = provider.get();
            Plugin plugin = new Plugin(location, CheckedContract.of(factory.contract()), factory);
            Plugin first = bySlug.putIfAbsent(plugin.slug(), plugin);
            if (first != null) {
                broken.add(new BrokenPlugin(
                        location,
                        List.of("another processor has the slug '" + plugin.slug() + "': " + first.location())));
            }
        } catch (InvalidContractException e) {
            broken.add(new BrokenPlugin(
                    location,
                    e.mistakes().stream()
                            .map(mistake -> named(provider, mistake))
                            .toList()));
        } catch (Throwable thrown) {
            broken.add(new BrokenPlugin(location, List.of(text(thrown))));
        }
    }

    private static String named(ServiceLoader.Provider<ProcessorFactory> provider, Mistake mistake) {
        return provider.type().getSimpleName() + ", " + mistake;
    }

    private static String text(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown + (cause == null ? "" : ", caused by " + cause);
    }
}
