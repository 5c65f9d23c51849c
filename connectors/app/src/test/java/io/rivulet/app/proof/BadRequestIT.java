package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.proof.NodeClient.Reply;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad request of {@code bad-requests.json} has its problem, and changes nothing. */
@ExtendWith(SharedNode.class)
class BadRequestIT {

    private final NodeClient client;

    BadRequestIT(NodeUnderTest node) {
        client = node.client();
    }

    @BeforeAll
    static void begin(NodeUnderTest node) {
        NodeClient client = node.client();
        client.append("default", "/bad/open", "{\"type\":\"begun\",\"idempotencyKey\":\"k\"}");
        client.append(
                "default", "/bad/paused", "{\"type\":\"io.rivulet.stream.paused\",\"payload\":{\"reason\":\"r\"}}");
    }

    static Stream<Arguments> cases() throws IOException {
        return Cases.of("bad-requests.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldNameTheProblemAndChangeNothing(String name, JsonNode testCase) {
        // Given
        Map<Integer, String> rows = Digests.of(client.digests("default"));

        // When
        Reply reply = RawRequest.of(testCase).send(client.uri().getPort());

        // Then
        assertThat(reply.status())
                .as(reply.text())
                .isEqualTo(testCase.get("status").asInt());
        assertThat(reply.problem())
                .as(reply.text())
                .isEqualTo("/problems/" + testCase.get("problem").asText());
        assertThat(reply.json().get("status").asInt()).isEqualTo(reply.status());
        assertThat(reply.json().get("detail").asText()).as("what to do").isNotBlank();
        testCase.path("members")
                .forEachEntry((member, value) ->
                        assertThat(reply.json().get(member)).as(member).isEqualTo(value));
        assertThat(Digests.of(client.digests("default"))).isEqualTo(rows);
        assertThat(client.isReady()).isTrue();
    }
}
