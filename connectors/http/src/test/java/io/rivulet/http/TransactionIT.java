package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Foreign producers with transactions leave offsets in the log that no record has. */
@Timeout(120)
class TransactionIT {

    private static final String URL = "/v1/default/events/tx";

    @Test
    void shouldServeALogThatEndsWithTheMarkerOfATransaction() throws IOException {
        try (RealNode node = new RealNode();
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                node.broker.bootstrapServers(),
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "foreign"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.initTransactions();

            // Given
            write(producer, "{\"n\":1}", true);
            write(producer, "{\"n\":2}", false);
            assertThat(linearizable(node)).contains("{\"n\":1}").doesNotContain("{\"n\":2}");

            // When
            node.restart();

            // Then
            assertThat(linearizable(node)).contains("{\"n\":1}").doesNotContain("{\"n\":2}");
            assertThat(node.server.post(URL, "{\"type\":\"t\"}").statusCode()).isEqualTo(201);
            write(producer, "{\"n\":3}", false);
            assertThat(linearizable(node)).contains("\"index\":1").doesNotContain("{\"n\":3}");
        }
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, String value, boolean isCommitted) {
        byte[] key = "/tx".getBytes(StandardCharsets.UTF_8);
        producer.beginTransaction();
        var unused =
                producer.send(new ProducerRecord<>("rivulet-default", key, value.getBytes(StandardCharsets.UTF_8)));
        producer.flush();
        if (isCommitted) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private static String linearizable(RealNode node) {
        HttpResponse<String> read = node.server.get(URL + "?consistency=linearizable");
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        return read.body();
    }
}
