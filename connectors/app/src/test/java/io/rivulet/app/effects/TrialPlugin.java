package io.rivulet.app.effects;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.app.effects.plugin.FlakyFactory;
import io.rivulet.app.effects.plugin.PoisonedFactory;
import io.rivulet.app.effects.plugin.SleepyFactory;
import io.rivulet.app.effects.plugin.TallyFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The processors of the proofs as a jar in a plugin path. */
final class TrialPlugin {

    /** All of them, in the order of the table of results. */
    static final List<String> SLUGS =
            List.of(TallyFactory.SLUG, FlakyFactory.SLUG, PoisonedFactory.SLUG, SleepyFactory.SLUG);

    private static final List<Class<? extends ProcessorFactory>> FACTORIES =
            List.of(TallyFactory.class, FlakyFactory.class, PoisonedFactory.class, SleepyFactory.class);

    private TrialPlugin() {}

    /** Makes a directory with the jar in it, under {@code target}. */
    static Path inNewPath() {
        try {
            Path path = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "plugins");
            write(path.resolve("trial.jar"));
            return path;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path jar) throws IOException, URISyntaxException {
        Path root = Path.of(TallyFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path classes = root.resolve(TallyFactory.class.getPackageName().replace('.', '/'));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.list(classes)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(FACTORIES.size());
            for (Path file : all) {
                add(out, root.relativize(file).toString(), Files.readAllBytes(file));
            }
            String names = FACTORIES.stream().map(Class::getName).collect(Collectors.joining("\n"));
            add(out, "META-INF/services/" + ProcessorFactory.class.getName(), names.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(ZipOutputStream out, String name, byte[] bytes) {
        try {
            out.putNextEntry(new ZipEntry(name));
            out.write(bytes);
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
