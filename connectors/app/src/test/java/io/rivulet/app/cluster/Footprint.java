package io.rivulet.app.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process has of the system, as Linux tells it.
 *
 * @param deletedFiles files that it has open and that are in no folder any more: what an open iterator or store holds on to
 */
record Footprint(long threads, long sockets, long files, long deletedFiles, long residentMegabytes) {

    static Footprint of(long pid) {
        Path process = Path.of("/proc", String.valueOf(pid));
        try {
            List<String> status = Files.readAllLines(process.resolve("status"));
            List<String> open = open(process.resolve("fd"));
            return new Footprint(
                    number(status, "Threads:"),
                    open.stream().filter(file -> file.startsWith("socket:")).count(),
                    open.stream().filter(file -> file.startsWith("/")).count(),
                    open.stream().filter(file -> file.endsWith(" (deleted)")).count(),
                    number(status, "VmRSS:") >> 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> open(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(Footprint::target).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
