package io.rivulet.app.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is reachable in the heap of another JVM on this machine. */
public final class LiveHeap {

    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    private LiveHeap() {}

    /** Bytes that live after a full collection, which this brings about; the JVM stands still meanwhile. */
    public static long bytesOf(long pid) {
        try {
            Process jcmd = new ProcessBuilder(JCMD.toString(), String.valueOf(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = TOTAL.matcher(said);
            assertThat(total.find()).as(said).isTrue();
            return Long.parseLong(total.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
