package io.rivulet.app.processes;

import io.rivulet.app.Rivulet;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command line that runs this very program again: the same Java with the same {@code -XX} options, the same files.
 *
 * @param words what a shell would be given, each by itself
 */
record ProgramCommand(List<String> words) {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    /**
     * A child gets no SIGINT and no SIGHUP: a terminal sends them to all at once, and the order in which they stop is the
     * parent's affair. A JVM leaves signals alone that were ignored when it was started.
     */
    private static final List<String> DEAF = List.of("sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\"");

    ProgramCommand {
        words = List.copyOf(words);
    }

    /** @param heapMegabytes the most that the JVM may take for objects */
    static ProgramCommand of(int heapMegabytes, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        words.add("-Xmx" + heapMegabytes + "m");
        words.add("-XX:+ExitOnOutOfMemoryError");
        words.addAll(tuning());
        String files = System.getProperty("java.class.path");
        words.addAll(
                files.endsWith(".jar") && !files.contains(System.getProperty("path.separator"))
                        ? List.of("-jar", files)
                        : List.of("-cp", files, Rivulet.class.getName()));
        words.addAll(arguments);
        return new ProgramCommand(words);
    }

    /** How this JVM was told to run: a garbage collector, say. */
    private static List<String> tuning() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:"))
                .toList();
    }

    /** As a child that ends with its parent and is stopped by nobody else. */
    List<String> asChild() {
        List<String> child = new ArrayList<>(DEAF);
        child.addAll(words);
        child.add(ParentWatch.OPTION);
        return child;
    }

    /** As somebody types it into a shell. */
    @Override
    public String toString() {
        return words.stream().map(ProgramCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
