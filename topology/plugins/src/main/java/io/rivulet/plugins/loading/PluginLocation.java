package io.rivulet.plugins.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where one plugin lies.
 *
 * @param path its directory, or its only jar
 * @param jars in the order of their names
 */
record PluginLocation(Path path, List<Path> jars) {

    PluginLocation {
        jars = List.copyOf(jars);
    }

    /** The plugins in one directory of {@code plugin.path}, in the order of their names. */
    static List<PluginLocation> in(Path directory) throws IOException {
        List<PluginLocation> found = new ArrayList<>();
        for (Path entry : sorted(directory)) {
            if (Files.isDirectory(entry)) {
                List<Path> jars =
                        sorted(entry).stream().filter(PluginLocation::isJar).toList();
                if (!jars.isEmpty()) {
                    found.add(new PluginLocation(entry, jars));
                }
            } else if (isJar(entry)) {
                found.add(new PluginLocation(entry, List.of(entry)));
            }
        }
        return found;
    }

    URL[] urls() {
        return jars.stream().map(PluginLocation::url).toArray(URL[]::new);
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar") && Files.isRegularFile(file);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException("the address of a file", e);
        }
    }
}
