package io.rivulet.benchmarks.rounds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A new folder for the data of one run, deleted when it closes. */
public final class WorkFolder implements AutoCloseable {

    private final Path folder;

    private WorkFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes a new folder below another one. */
    public static WorkFolder below(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new WorkFolder(Files.createTempDirectory(parent, "run-").toAbsolutePath());
    }

    /** The folder itself. */
    public Path path() {
        return folder;
    }

    /** A folder within this one; not made. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** The bytes of all files below a folder. */
    public static long bytes(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.map(Path::toFile)
                    .mapToLong(file -> file.isFile() ? file.length() : 0)
                    .sum();
        }
    }

    /** Deletes a folder with all that it holds; one that does not exist is fine. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException nothingThere) {
            return;
        }
    }

    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
