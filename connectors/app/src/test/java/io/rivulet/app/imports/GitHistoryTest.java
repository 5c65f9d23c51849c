package io.rivulet.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.client.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHistoryTest {

    @TempDir
    private Path repository;

    @Test
    void shouldTellEachFileOfEachCommitOldestFirst() throws Exception {
        git("init", "-q", "-b", "main");
        write("a b/Größe.txt", "some text that is long enough to be recognised when it moves\n");
        commit("Begin \"it\"");
        write("a b/Größe.txt", "some text that is long enough to be recognised when it moves\nmore\n");
        write("two", "2");
        commit("Go on");
        git("mv", "a b/Größe.txt", "moved");
        git("rm", "-q", "two");
        commit("Move");

        List<JsonNode> events = read();

        assertThat(events)
                .extracting(event ->
                        event.path("path").asText() + " " + event.path("type").asText())
                .containsExactly(
                        "/a b/Größe.txt file.added",
                        "/a b/Größe.txt file.modified",
                        "/two file.added",
                        "/a b/Größe.txt file.deleted",
                        "/moved file.renamed",
                        "/two file.deleted");
        JsonNode first = events.get(0);
        String id = first.path("payload").path("commit").asText();
        assertThat(first.path("idempotencyKey").asText()).isEqualTo(id.substring(0, 12) + ":A");
        assertThat(id).hasSize(40);
        assertThat(first.path("payload").path("subject").asText()).isEqualTo("Begin \"it\"");
        assertThat(first.path("payload").path("author").asText()).isEqualTo("A U Thor");
        assertThat(first.path("payload").path("committedAt").asLong()).isPositive();
        assertThat(events.get(4).path("payload").path("renamedFrom").asText()).isEqualTo("/a b/Größe.txt");
        assertThat(events.get(3).path("payload").path("renamedTo").asText()).isEqualTo("/moved");
    }

    @Test
    void shouldLeaveOutMergesAndCommitsWithoutChange() throws Exception {
        git("init", "-q", "-b", "main");
        write("one", "1");
        commit("One");
        git("checkout", "-q", "-b", "side");
        write("two", "2");
        commit("Two");
        git("checkout", "-q", "main");
        git("commit", "-q", "--allow-empty", "-m", "Nothing");
        write("three", "3");
        commit("Three");
        git("merge", "-q", "--no-ff", "-m", "Merge", "side");

        assertThat(read())
                .extracting(event -> event.path("path").asText())
                .containsExactlyInAnyOrder("/one", "/two", "/three");
    }

    @Test
    void shouldLeaveOutAndCountNamesThatAreNoPaths() throws Exception {
        git("init", "-q", "-b", "main");
        write("line\nbreak", "1");
        write("good", "1");
        commit("Odd names");

        try (GitHistory history = GitHistory.open(repository)) {
            assertThat(read(history)).hasSize(1);
            assertThat(history.omissions()).singleElement().asString().startsWith("1 changes left out");
        }
    }

    @Test
    void shouldSayWhatGitSays() {
        assertThatThrownBy(() -> GitHistory.open(repository))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("not a git repository");
    }

    @Test
    void shouldKnowHowMuchThereIs() throws Exception {
        git("init", "-q", "-b", "main");
        write("one", "1");
        commit("One");
        write("one", "2");
        commit("Two");

        try (GitHistory history = GitHistory.open(repository)) {
            read(history);

            assertThat(history.total()).isEqualTo(2);
            assertThat(history.position()).isEqualTo(2);
        }
    }

    private List<JsonNode> read() throws IOException {
        try (GitHistory history = GitHistory.open(repository)) {
            return read(history);
        }
    }

    private static List<JsonNode> read(GitHistory history) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (byte[] line = history.nextLine(); line != null; line = history.nextLine()) {
            events.add(Json.read(line));
        }
        return events;
    }

    private void write(String name, String text) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void commit(String subject) throws Exception {
        git("add", "-A");
        git("commit", "-q", "-m", subject);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "git", "-C", repository.toString(), "-c", "user.name=A U Thor", "-c", "user.email=author@example.com"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
