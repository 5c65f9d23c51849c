package io.rivulet.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.StreamPath;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodesTest {

    private static final URI FIRST = URI.create("http://a");
    private static final URI SECOND = URI.create("https://B:8443/below");

    private final Nodes nodes = new Nodes(List.of(FIRST, SECOND));

    @Test
    void shouldKnowAnOwnerByHostAndPort() {
        nodes.answered(path(1), owner("A:80"));
        nodes.answered(path(2), owner("b:8443"));
        nodes.answered(path(3), owner("b:443"));
        nodes.answered(path(4), HttpHeaders.of(Map.of(), (name, value) -> true));

        assertThat(nodes.owner(path(1))).isEqualTo(FIRST);
        assertThat(nodes.owner(path(2))).isEqualTo(SECOND);
        assertThat(nodes.owner(path(3))).isNull();
        assertThat(nodes.owner(path(4))).isNull();
        assertThat(nodes.owner(null)).isNull();
    }

    @Test
    void shouldForgetAnOwnerThatFailedUnlessItIsAnotherByNow() {
        nodes.answered(path(1), owner("a:80"));
        nodes.answered(path(2), owner("b:8443"));

        nodes.failed(FIRST, path(1));
        nodes.failed(FIRST, path(2));

        assertThat(nodes.owner(path(1))).isNull();
        assertThat(nodes.owner(path(2))).isEqualTo(SECOND);
        assertThat(nodes.preferred()).isEqualTo(SECOND);
    }

    @Test
    void shouldForgetAllOfANodeThatCannotBeReached() {
        nodes.answered(path(1), owner("a:80"));
        nodes.answered(path(2), owner("a:80"));
        nodes.answered(path(3), owner("b:8443"));

        nodes.unreachable(FIRST);

        assertThat(nodes.owner(path(1))).isNull();
        assertThat(nodes.owner(path(2))).isNull();
        assertThat(nodes.owner(path(3))).isEqualTo(SECOND);
        assertThat(nodes.preferred()).isEqualTo(SECOND);
    }

    @Test
    void shouldRememberTheOwnersOfTheStreamsInUse() {
        for (int stream = 0; stream < 20_000; stream++) {
            nodes.answered(path(stream), owner("a:80"));
            assertThat(nodes.owner(path(0))).isNotNull();
        }

        assertThat(nodes.owner(path(1))).isNull();
        assertThat(nodes.owner(path(19_999))).isNotNull();
    }

    private static StreamPath path(int stream) {
        return new StreamPath("/" + stream);
    }

    private static HttpHeaders owner(String address) {
        return HttpHeaders.of(Map.of("Rivulet-Node", List.of(address)), (name, value) -> true);
    }
}
