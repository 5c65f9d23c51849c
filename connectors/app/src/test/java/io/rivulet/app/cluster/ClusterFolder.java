package io.rivulet.app.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder under {@code target} for a cluster's logs, which stay, and its data, which do not. */
record ClusterFolder(Path path) {

    static ClusterFolder create(String name) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "clusters").toAbsolutePath());
            return new ClusterFolder(Files.createTempDirectory(parent, name + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes all but the logs. */
    void deleteData() {
        try (Stream<Path> children = Files.list(path)) {
            children.filter(Files::isDirectory).forEach(ClusterFolder::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path tree) {
        if (Files.notExists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
