package io.rivulet.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.app.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {

    @TempDir
    private Path dir;

    @Test
    void shouldReadLinesOfAnyLength() throws IOException {
        String large = "x".repeat(200_000);

        assertThat(read(Files.writeString(dir.resolve("f"), "one\n\n" + large + "\nlast")))
                .containsExactly("one", "", large, "last");
    }

    @Test
    void shouldSeeThatAFileIsGzippedWhateverItIsCalled() throws IOException {
        Path file = dir.resolve("f.txt");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(file)).containsExactly("one", "two");
    }

    @Test
    void shouldReadAnEmptyFile() throws IOException {
        assertThat(read(Files.createFile(dir.resolve("f")))).isEmpty();
    }

    @Test
    void shouldCountWhatItHasReadOfTheFile() throws IOException {
        try (LineFile file =
                LineFile.open(Files.writeString(dir.resolve("f"), "one\ntwo\n").toString())) {
            file.nextLine();

            assertThat(file.position()).isEqualTo(8);
            assertThat(file.total()).isEqualTo(8);
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> LineFile.open(dir.resolve("none").toString()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("none");
    }

    private static List<String> read(Path path) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineFile file = LineFile.open(path.toString())) {
            for (byte[] line = file.nextLine(); line != null; line = file.nextLine()) {
                lines.add(new String(line, StandardCharsets.UTF_8));
            }
        }
        return lines;
    }
}
