package io.rivulet.app.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The plugin of the guide: as its own build made it, and changed as its author would change it. */
public final class PluginJar {

    private static final Path TEMPLATE = Path.of("../../docs/guides/plugin-template");
    private static final Path BUILT = TEMPLATE.resolve("target/plugin/churn-1.0.0.jar");
    private static final Path SOURCE = TEMPLATE.resolve("src/main/java/example/churn/ChurnFactory.java");

    private PluginJar() {}

    /** Puts the jar into a plugin directory; an older one there is replaced. */
    public static void copyTo(Path pluginPath) throws IOException {
        assertThat(BUILT)
                .as("the build of %s, which comes before this module", TEMPLATE)
                .exists();
        Files.copy(BUILT, pluginPath.resolve("churn.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The same with the source edited and compiled anew. */
    public static void copyEditedTo(Path pluginPath, UnaryOperator<String> edit) throws IOException {
        copyTo(pluginPath);
        Path work = Files.createTempDirectory(pluginPath.toAbsolutePath().getParent(), "edited");
        Path source = Files.writeString(work.resolve("ChurnFactory.java"), edit.apply(Files.readString(SOURCE)));
        Path classes = Files.createDirectory(work.resolve("classes"));
        compile(source, classes);
        try (FileSystem jar = FileSystems.newFileSystem(pluginPath.resolve("churn.jar"));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path entry = jar.getPath(classes.relativize(file).toString());
                Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(isCompiled).as("%s compiles", source).isTrue();
        }
    }
}
