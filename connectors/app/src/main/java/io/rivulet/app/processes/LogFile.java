package io.rivulet.app.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one run of a process says, at the end of a file that has what earlier runs said.
 *
 * @param begin where this run's part begins, in bytes
 */
record LogFile(Path path, long begin) {

    /** The file with nothing of the next run in it yet; it is created when it is missing. */
    static LogFile open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (Files.notExists(path)) {
                Files.createFile(path);
            }
            return new LogFile(path, Files.size(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that this run has said until now. */
    String text() {
        try (InputStream in = Files.newInputStream(path)) {
            in.skipNBytes(begin);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lastLines(int count) {
        List<String> lines = text().lines().toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
}
