package io.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the simulation is worth: a defect is planted in the source of the fold, or of the wire format, compiled, and must be found within a hundred
 * seeds. A defect whose place is no longer in the source fails, so that none is forgotten.
 */
class PlantedDefectsTest {

    private static final List<Path> SOURCES = List.of(
            Path.of("../engine/src/main/java/io/rivulet/engine/fold"),
            Path.of("../wire/src/main/java/io/rivulet/wire"));
    private static final int SEEDS = 100;

    @TempDir
    private Path classes;

    /** A line of the fold or of what reads records for it, and what a tired engineer makes of it. */
    private enum Defect {
        GATE_TAKES_AN_OLD_EXPECTATION(
                "Gate",
                "envelope.expectedOffset() != stream.headOffset",
                "envelope.expectedOffset() > stream.headOffset"),
        GATE_LETS_EVENTS_THROUGH_A_PAUSE(
                "Gate",
                "return type.isCore()\n                && switch (type.name())",
                "return !type.isCore()\n                || switch (type.name())"),
        BATCH_LEAVES_ROWS_BEHIND("Fold", "                    rows.rollback(mark);\n", ""),
        BATCH_LEAVES_ITS_STREAM_BEHIND("Fold", "                    stream.become(before);\n", ""),
        BATCH_IS_BORN_BEFORE_IT_IS_WHOLE("Fold", "rows.putBirth(at,", "rows.putBirth(offset,"),
        BATCH_FORGETS_AN_INTERLOPER(
                "Fold", "        stream.held = null;\n        Refusal refusal = new", "        Refusal refusal = new"),
        RESET_KEEPS_THE_OLD_ROWS("Registries", "        rows.end(EntryKey.life(stream));\n", ""),
        RESET_KEEPS_THE_STATE("StreamRow", "become(new StreamRow(path));", "count = 0;\n        headOffset = -1;"),
        RESET_ENDS_ANY_LIFE("CoreReducer", "named != null && !named.equals(stream.incarnation())", "false"),
        FEED_GROUPS_ONE_TOO_MANY("FeedFold", "< Span.MAX_EVENTS", "<= Span.MAX_EVENTS"),
        TYPES_FORGET_A_CHUNK("Postings", "        chunks++;\n", ""),
        ROSTER_SURVIVES_ITS_OWNER(
                "RegistryCounts",
                "(subscriptions, 0, announcements, children, offset)",
                "(subscriptions, connections, announcements, children, wokenAt)"),
        RESTORE_LOSES_A_HELD_BATCH(
                "StreamRow", "stream.held = HeldBatch.decode(in, path);", "HeldBatch.decode(in, path);"),
        RESTORE_BELIEVES_KEYS_THAT_ARE_AHEAD("Gate", " && original.offset() < offset;", ";"),
        RESTORE_FORGETS_WHEN_IT_WOKE("RegistryCounts", "in.readVarint() - 1);", "in.readVarint() - 2);"),
        FORM_TAKES_THE_HEADER_OF_OTHERS_OVER_OURS(
                "Envelope", "name.equals(typeHeader) && !isTypeOurs", "name.equals(typeHeader)"),
        FORM_LOOKS_FOR_A_TYPE_THAT_IS_NAMED("Envelope", "typeField != null && !isTypeNamed", "typeField != null"),
        FORM_FORGETS_THE_SLASH("RecordForm", "path[0] = '/';", "path[0] = '.';");

        private final String file;
        private final String line;
        private final String made;

        Defect(String file, String line, String made) {
            this.file = file;
            this.line = line;
            this.made = made;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeFoundWithinAHundredSeeds(Defect defect) throws Exception {
        plant(defect);
        try (URLClassLoader loader = new URLClassLoader(path(), ClassLoader.getPlatformClassLoader())) {
            Method run = loader.loadClass(Simulation.class.getName()).getMethod("run", long.class);
            assertThat(firstFailure(run)).as("seeds without a difference").isLessThan(SEEDS);
        }
    }

    private static int firstFailure(Method run) throws IllegalAccessException {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                run.invoke(null, (long) seed);
            } catch (InvocationTargetException e) {
                assertThat(e.getCause()).isInstanceOf(AssertionError.class).hasMessageContaining("seed " + seed);
                return seed;
            }
        }
        return SEEDS;
    }

    private void plant(Defect defect) throws IOException {
        Path file = SOURCES.stream()
                .map(folder -> folder.resolve(defect.file + ".java"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        String source = Files.readString(file);
        assertThat(source).containsOnlyOnce(defect.line);
        Path planted = classes.resolve(defect.file + ".java");
        Files.writeString(planted, source.replace(defect.line, defect.made));
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        StringWriter complaints = new StringWriter();
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjects(planted))
                    .call();
            assertThat(isCompiled).as(complaints.toString()).isTrue();
        }
    }

    /** The classes with the defect first, so that they are taken. */
    private URL[] path() throws IOException {
        List<URL> path = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        return path.toArray(URL[]::new);
    }
}
