package io.rivulet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.wire.RecordForm;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceSettingsTest {

    @Test
    void shouldGiveEachNamespaceATopicOfItsName() {
        EngineSettings settings = settings("namespaces", "default,orders,old:legacy");

        assertThat(settings.namespaces())
                .containsExactly(
                        Map.entry("default", "rivulet-default"),
                        Map.entry("orders", "rivulet-orders"),
                        Map.entry("old", "legacy"));
    }

    @Test
    void shouldTakeFromAllWhatANamespaceDoesNotSay() {
        EngineSettings settings = settings(
                "namespaces", "a,b",
                "default.type", "thing",
                "max.event.bytes", "5000",
                "namespace.b.topic", "their.topic",
                "namespace.b.topic.create", "false",
                "namespace.b.default.type", "order",
                "namespace.b.max.event.bytes", "2000",
                "namespace.b.topic.partitions", "9",
                "namespace.b.topic.replication.factor", "3",
                "namespace.b.key.format", "plain",
                "namespace.b.type.header", "event-type",
                "namespace.b.type.json.field", "kind");

        assertThat(settings.namespace("a"))
                .isEqualTo(new NamespaceSettings(
                        "a", "rivulet-a", true, 4, (short) -1, true, RecordForm.of("thing"), 5000));
        assertThat(settings.namespace("b"))
                .isEqualTo(new NamespaceSettings(
                        "b",
                        "their.topic",
                        false,
                        9,
                        (short) 3,
                        false,
                        new RecordForm(true, "order", "event-type", "kind"),
                        2000));
    }

    /** A name may hold dots; a key is the one's whose name is longest. */
    @Test
    void shouldTellNamespacesApartWhoseNamesBeginAlike() {
        EngineSettings settings =
                settings("namespaces", "a,a.b", "namespace.a.topic", "one", "namespace.a.b.topic", "two");

        assertThat(settings.namespaces()).containsExactly(Map.entry("a", "one"), Map.entry("a.b", "two"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    namespaces | Upper            | the name of a namespace
                    namespaces | a,a              | stands there once
                    namespaces | a:t,b:t          | stands there once
                    namespaces | a:               | an entry is a name, or name:topic
                    namespaces | ''               | at least one
                    namespace.default.max.event.bytes  | 1 | max.event.bytes
                    namespace.default.key.format | other | key.format
                    namespace.default.topic.partitions | 0 | topic.partitions
                    """)
    void shouldRefuseWhatMakesNoSense(String key, String value, String why) {
        assertThatThrownBy(() -> settings(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(why);
    }

    private static EngineSettings settings(String... pairs) {
        Map<String, String> values = new HashMap<>(Map.of("bootstrap.servers", "localhost:9092"));
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return EngineSettings.of(values);
    }
}
