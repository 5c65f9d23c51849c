package io.rivulet.app.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.Typed;
import io.rivulet.app.client.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsCommandTest {

    @TempDir
    private Path pluginPath;

    @Test
    void shouldListTheProcessorsThatComeWithTheNode() {
        Typed typed = Typed.run("plugins", "list", "--set", "plugin.path=" + pluginPath);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("circuit-breaker", "echo-example", "built-in", "2 to attach, 0 broken");
    }

    @Test
    void shouldTellProgramsWhatEachProcessorAnnounces() {
        JsonNode json =
                Json.read(Typed.run("plugins", "list", "-o", "json").out().getBytes(StandardCharsets.UTF_8));

        assertThat(json.at("/processors/0/slug").asText()).isEqualTo("circuit-breaker");
        assertThat(json.at("/processors/0/emits/0").asText()).isEqualTo("io.rivulet.stream.paused");
        assertThat(json.at("/processors/0/location").asText()).isEqualTo("built-in");
        assertThat(json.get("broken")).isEmpty();
    }

    @Test
    void shouldEndWithOneWhenAPluginIsBroken() throws IOException {
        Files.writeString(pluginPath.resolve("garbage.jar"), "no jar");

        Typed typed = Typed.run("plugins", "check", pluginPath.toString());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).contains("BROKEN " + pluginPath.resolve("garbage.jar"), "2 to attach, 1 broken");
        assertThat(Typed.run("plugins", "list", pluginPath.toString()).exitCode())
                .isZero();
    }

    @Test
    void shouldEndWithZeroWhenAllIsWell() {
        assertThat(Typed.run("plugins", "check", pluginPath.toString()).exitCode())
                .isZero();
    }

    @Test
    void shouldAskWhatToDo() {
        Typed typed = Typed.run("plugins");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("list and check");
    }
}
