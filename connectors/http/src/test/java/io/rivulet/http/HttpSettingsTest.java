package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void shouldNotListenWhereOthersReachItUnlessToldTo(String host) {
        assertThatThrownBy(() -> HttpSettings.of(Map.of(HttpSettings.HOST, host)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(HttpSettings.INSECURE_BIND);

        assertThat(HttpSettings.of(Map.of(HttpSettings.HOST, host, HttpSettings.INSECURE_BIND, "true"))
                        .host())
                .isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
    void shouldListenWhereOnlyThisMachineReachesIt(String host) {
        assertThat(HttpSettings.of(Map.of(HttpSettings.HOST, host)).host()).isEqualTo(host);
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        try (TestServer first = new TestServer(new FakeNamespace())) {
            String port = Integer.toString(first.server.port());

            assertThatThrownBy(() -> new TestServer(new FakeNamespace(), HttpSettings.PORT, port))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(port);
        }
    }

    @Test
    void shouldDocumentEveryKey() {
        assertThat(HttpSettings.DEFINITION.configKeys().values())
                .hasSizeGreaterThan(10)
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
    }
}
