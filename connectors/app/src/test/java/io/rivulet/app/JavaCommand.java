package io.rivulet.app;

import java.util.ArrayList;
import java.util.List;

/** How tests start a JVM of their own. */
public final class JavaCommand {

    /** A process that lives for seconds spends more on the second compiler than it ever gains. */
    private static final List<String> FOR_A_SHORT_LIFE =
            List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private JavaCommand() {}

    /**
     * The first words of a command line, to which a class or a jar is added. In a long proof, which system properties ask for, the
     * JVM runs as a user's does.
     */
    public static List<String> of(int heapMegabytes) {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        words.add("-Xmx" + heapMegabytes + "m");
        if (!isLongProof()) {
            words.addAll(FOR_A_SHORT_LIFE);
        }
        return words;
    }

    private static boolean isLongProof() {
        return System.getProperties().stringPropertyNames().stream()
                .anyMatch(name -> name.startsWith("proof.") || name.startsWith("faults."));
    }
}
