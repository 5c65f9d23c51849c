package io.rivulet.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.proof.NodeUnderTest;
import io.rivulet.app.proof.SharedNode;
import io.rivulet.client.connection.NodeAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real node keeps every rule of the suite, and the suite notices one that does not. */
@ExtendWith(SharedNode.class)
class ConformanceIT {

    private static Suite suite;

    @BeforeAll
    static void begin(NodeUnderTest node) {
        suite = new Suite(new NodeAddress(node.client().uri(), "default"), "it");
    }

    static List<ConformanceCase> cases() {
        return ConformanceCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldBeKept(ConformanceCase one) {
        assertThat(suite.run(one).failure()).as(one.topic() + ": " + one.name()).isNull();
    }

    @Test
    void shouldNoticeWhatIsNotKept() {
        Outcome outcome = suite.run(
                ConformanceCase.of(
                        "planted",
                        YamlFiles.parse(
                                """
                        case: A second event has the index of the first
                        rules: [AP-1]
                        steps:
                        - {post: "/v1/{ns}/events{stream}", body: {type: t}}
                        - {post: "/v1/{ns}/events{stream}", body: {type: t}, expect: {/events/0/index: 1}}
                        """)));

        assertThat(outcome.failure()).isEqualTo("step 2: /events/0/index is 2, and should be 1");
    }

    @Test
    void shouldNoticeWhatIsNotKeptOnAWebSocket() {
        Outcome outcome = suite.run(
                ConformanceCase.of(
                        "planted",
                        YamlFiles.parse(
                                """
                        case: A subscription is told that it is closed before it is
                        rules: [SUB-26]
                        steps:
                        - {connect: "/v1/{ns}/live", as: socket}
                        - {say: socket, body: {op: subscribe, id: s, path: "{stream}"}}
                        - {next: socket, id: s, event: closed}
                        """)));

        assertThat(outcome.failure()).isEqualTo("step 3: the event is \"subscribed\", and should be \"closed\"");
    }
}
