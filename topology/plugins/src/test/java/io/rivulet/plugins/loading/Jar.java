package io.rivulet.plugins.loading;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar made of sources, as an author outside the project makes one. */
final class Jar {

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> services = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    Jar with(String className, String source) {
        sources.put(className, source);
        return this;
    }

    /** Compiles against a class, and leaves it out of the jar. */
    Jar without(String className) {
        left.add(className.replace('.', '/') + ".class");
        return this;
    }

    /** Names a class in {@code META-INF/services}; it need not exist. */
    Jar offering(String className) {
        services.add(className);
        return this;
    }

    void writeTo(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
        compile(classes);
        for (String file : left) {
            Files.delete(classes.resolve(file));
        }
        Files.createDirectories(classes.resolve("META-INF/services"));
        if (!services.isEmpty()) {
            Files.writeString(
                    classes.resolve("META-INF/services/io.rivulet.api.processor.ProcessorFactory"),
                    String.join("\n", services));
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(entry).toString()));
                Files.copy(entry, out);
            }
        }
        delete(classes);
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        List<Source> units = sources.entrySet().stream()
                .map(entry -> new Source(entry.getKey(), entry.getValue()))
                .toList();
        if (!compiler.getTask(null, null, null, options, null, units).call()) {
            throw new IllegalStateException("the sources of a plugin do not compile");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            entries.sorted((a, b) -> b.compareTo(a)).forEach(entry -> {
                try {
                    Files.delete(entry);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
