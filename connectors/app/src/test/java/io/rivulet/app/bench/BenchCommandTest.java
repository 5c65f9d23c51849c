package io.rivulet.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.app.ExitCode;
import io.rivulet.app.FakeNode;
import io.rivulet.app.Typed;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {

    private final FakeNode node = new FakeNode();

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--size 1", "--size 9999999", "--connections 0", "--connections 1,x", "--rounds 0", "--seconds 0"
            })
    void shouldRefuseAPlanThatIsNone(String options) {
        Typed bench = Typed.at(node.url(), ("bench " + options).split(" ", -1));

        assertThat(bench.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(bench.err()).contains(options.split(" ", -1)[0]);
        assertThat(node.requests()).isEmpty();
    }

    @Test
    void shouldRefuseANamespaceThatTheNodeDoesNotHave() {
        node.answers(
                200,
                "{\"bootstrapServers\":\"127.0.0.1:1\",\"namespaces\":[{\"namespace\":\"default\",\"topic\":\"t\"}]}");

        Typed bench = Typed.at(node.url(), "bench", "--namespace", "other");

        assertThat(bench.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.err()).contains("no namespace other");
        assertThat(node.requests().get(0).target()).isEqualTo("/v1");
    }

    @Test
    void shouldKeepOneConnectionForManyRequests() throws Exception {
        node.answers(201, "{}").answers(201, "{}").answers(409, "{\"title\":\"paused\"}");
        URI stream = URI.create(node.url() + "/v1/default/events/a%20b");

        try (NodeLane lane = new NodeLane(stream, new Payloads(20))) {
            lane.append(0);
            lane.append(1);
            assertThatThrownBy(() -> lane.append(2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("409")
                    .hasMessageContaining("paused");
        }
        assertThat(node.requests())
                .hasSize(3)
                .allSatisfy(request ->
                        assertThat(request.body()).matches("\\{\"type\":\"bench\",\"payload\":\"[a-z]{18}\"}"))
                .allSatisfy(request -> assertThat(request.target()).isEqualTo("/v1/default/events/a%20b"));
    }
}
