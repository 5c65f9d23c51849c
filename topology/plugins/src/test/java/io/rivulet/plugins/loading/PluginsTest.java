package io.rivulet.plugins.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.processor.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are built with the compiler, put into a directory, and loaded as a node loads them. */
class PluginsTest {

    private static final String FACTORY =
            """
            package %1$s;

            import io.rivulet.api.processor.Contract;
            import io.rivulet.api.processor.InvalidConfigurationException;
            import io.rivulet.api.processor.Processor;
            import io.rivulet.api.processor.ProcessorFactory;

            public class Factory implements ProcessorFactory {
                public Contract contract() {
                    return Contract.builder("%2$s", library.Library.version()).description("%1$s").build();
                }
                public Processor<?> create(String configuration) {
                    throw new InvalidConfigurationException(java.util.List.of("no"));
                }
            }
            """;

    private static final String LIBRARY =
            """
            package library;

            public class Library {
                public static String version() {
                    return "%s";
                }
            }
            """;

    @TempDir
    private Path temp;

    private Path pluginPath;

    @BeforeEach
    void makePluginPath() throws IOException {
        pluginPath = Files.createDirectory(temp.resolve("plugins"));
    }

    /** Two plugins bring a class of one name that behaves differently: each gets its own. */
    @Test
    void shouldGiveEachPluginItsOwnLibraries() throws IOException {
        plugin("a", "first", "1").writeTo(pluginPath.resolve("first.jar"));
        Path second = Files.createDirectory(pluginPath.resolve("second"));
        new Jar().with("library.Library", LIBRARY.formatted("2")).writeTo(second.resolve("library.jar"));
        plugin("b", "second", "2").writeTo(second.resolve("processor.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.broken()).isEmpty();
            assertThat(plugins.all())
                    .extracting(
                            plugin -> plugin.slug() + " " + plugin.contract().version())
                    .containsExactly("first 1", "second 2");
            assertThat(plugins.find("second").orElseThrow().location()).isEqualTo(second.toString());
        }
    }

    /** What a plugin brings wins over what the node has, but for the API: a copy of that in the jar is not looked at. */
    @Test
    void shouldLookIntoThePluginFirstButForTheApi() throws IOException {
        plugin("a", "first", "1")
                .with(
                        "io.rivulet.plugins.contract.Mistake",
                        "package io.rivulet.plugins.contract; public class Mistake {}")
                .with(
                        "io.rivulet.api.processor.Work",
                        "package io.rivulet.api.processor; public interface Work { int mine(); }")
                .writeTo(pluginPath.resolve("first.jar"));

        try (Plugins plugins = load()) {
            ClassLoader loader =
                    plugins.find("first").orElseThrow().factory().getClass().getClassLoader();

            assertThat(load(loader, "io.rivulet.plugins.contract.Mistake").getClassLoader())
                    .isSameAs(loader);
            assertThat(load(loader, "io.rivulet.api.processor.Work").getClassLoader())
                    .isSameAs(Contract.class.getClassLoader());
            assertThat(load(loader, "org.slf4j.Logger").getClassLoader()).isNotSameAs(loader);
        }
    }

    /** What is broken is named with its file and the reason, and the others are there. */
    @Test
    void shouldNameABrokenPluginAndLoadTheOthers() throws IOException {
        plugin("a", "good", "1").writeTo(pluginPath.resolve("good.jar"));
        Files.writeString(pluginPath.resolve("garbage.jar"), "this is no jar");
        new Jar().offering("not.There").writeTo(pluginPath.resolve("missing.jar"));
        new Jar().with("library.Library", LIBRARY.formatted("1")).writeTo(pluginPath.resolve("nothing.jar"));
        plugin("c", "Bad Slug", " ").writeTo(pluginPath.resolve("slug.jar"));
        new Jar()
                .with("d.Factory", FACTORY.formatted("d", "late").replace("library.Library.version()", "null"))
                .offering("d.Factory")
                .writeTo(pluginPath.resolve("throws.jar"));
        Files.writeString(pluginPath.resolve("readme.txt"), "no plugin");
        Files.createDirectory(pluginPath.resolve("empty"));

        try (Plugins plugins = load()) {
            assertThat(plugins.all()).extracting(Plugin::slug).containsExactly("good");
            assertThat(plugins.broken())
                    .extracting(
                            broken -> Path.of(broken.location()).getFileName().toString())
                    .containsExactly("garbage.jar", "missing.jar", "nothing.jar", "slug.jar", "throws.jar");
            assertThat(reason(plugins, 1)).contains("not.There");
            assertThat(reason(plugins, 2)).contains("it offers no processor");
            assertThat(plugins.broken().get(3).mistakes())
                    .hasSize(2)
                    .allMatch(mistake -> mistake.startsWith("Factory, "));
            assertThat(reason(plugins, 4)).contains("NullPointerException");
        }
    }

    /** A plugin that needs a class which nobody has. */
    @Test
    void shouldNameWhatAPluginMisses() throws IOException {
        plugin("a", "first", "1").without("library.Library").writeTo(pluginPath.resolve("first.jar"));

        try (Plugins plugins = load()) {
            assertThat(reason(plugins, 0)).contains("NoClassDefFoundError").contains("library/Library");
        }
    }

    /** PR-40: a slug is the name of one processor; the first one counts. */
    @Test
    void shouldRefuseASecondProcessorOfTheSameSlug() throws IOException {
        plugin("a", "till", "1").writeTo(pluginPath.resolve("a.jar"));
        plugin("b", "till", "2").writeTo(pluginPath.resolve("b.jar"));

        try (Plugins plugins = load()) {
            assertThat(plugins.find("till").orElseThrow().contract().version()).isEqualTo("1");
            assertThat(reason(plugins, 0))
                    .contains("another processor has the slug 'till'")
                    .contains("a.jar");
        }
    }

    @Test
    void shouldNameADirectoryThatIsNotThere() {
        try (Plugins plugins = Plugins.load(List.of(temp.resolve("nowhere")))) {
            assertThat(reason(plugins, 0)).contains("no directory");
        }
    }

    private Plugins load() {
        return Plugins.load(List.of(pluginPath));
    }

    private static Jar plugin(String packageName, String slug, String version) {
        return new Jar()
                .with("library.Library", LIBRARY.formatted(version))
                .with(packageName + ".Factory", FACTORY.formatted(packageName, slug))
                .offering(packageName + ".Factory");
    }

    private static String reason(Plugins plugins, int index) {
        return plugins.broken().get(index).mistakes().get(0);
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
