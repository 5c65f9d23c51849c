package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.http.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST.",
                "app.localhost",
                "127.0.0.1",
                "10.1.2.3",
                "[::1]",
                "fe80::1%eth0",
                "node-1.example.com",
                "front.example.com"
            })
    void shouldTakeItsNamesAndAnyAddress(String host) {
        Hosts hosts = Hosts.of(settings("http.allowed.hosts", "front.example.com"), "node-1.example.com");

        assertThatCode(() -> hosts.require(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "127.0.0.1.evil.example.com",
                "localhost.evil.example.com",
                "evillocalhost",
                "x"
            })
    void shouldRefuseAnybodyElsesName(String host) {
        Hosts hosts = Hosts.of(settings(), "localhost");

        assertThatThrownBy(() -> hosts.require(host)).isInstanceOf(ProblemException.class);
    }

    @Test
    void shouldTakeAnyNameWhereOthersReachItUnlessToldWhich() {
        String[] open = {"http.host", "0.0.0.0", "http.insecure.bind", "true"};

        assertThat(Hosts.of(settings(open), "node-1").isOpen()).isTrue();
        assertThat(Hosts.of(settings("http.allowed.hosts", "*"), "node-1").isOpen())
                .isTrue();
        assertThat(Hosts.of(
                                settings(
                                        "http.host",
                                        "0.0.0.0",
                                        "http.insecure.bind",
                                        "true",
                                        "http.allowed.hosts",
                                        "a.example.com"),
                                "node-1")
                        .isOpen())
                .isFalse();
    }

    /** A request without a Host header, which HTTP/1.0 allows, comes from no browser. */
    @Test
    void shouldAnswerARebindingPageWith421() {
        try (TestServer server = new TestServer(new FakeNamespace())) {
            String rebound = server.raw(
                    "GET /v1/default/streams HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n");
            String plain = server.raw("GET /v1/default/streams HTTP/1.0\r\n\r\n");

            assertThat(rebound).startsWith("HTTP/1.1 421 ").contains("/problems/unknown-host");
            assertThat(plain).startsWith("HTTP/1.1 200 ");
        }
    }

    private static HttpSettings settings(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return HttpSettings.of(values);
    }
}
