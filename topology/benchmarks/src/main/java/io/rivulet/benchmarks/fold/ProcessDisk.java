package io.rivulet.benchmarks.fold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel knows about this process and the disk. Linux only. */
final class ProcessDisk {

    private static final Path IO = Path.of("/proc/self/io");
    private static final String WRITE_BYTES = "write_bytes: ";

    private ProcessDisk() {}

    /** The bytes that this process has sent towards the disk so far; sockets do not count. */
    static long bytesWritten() throws IOException {
        try (Stream<String> lines = Files.lines(IO)) {
            return lines.filter(line -> line.startsWith(WRITE_BYTES))
                    .mapToLong(line -> Long.parseLong(line.substring(WRITE_BYTES.length())))
                    .sum();
        }
    }
}
