package io.rivulet.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.StreamPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldGiveTheSameEventsAtEachIteration() {
        Workload workload = new SyntheticWorkload(2_000, 200, StreamChoice.skewed(50));

        assertThat(events(workload)).hasSize(2_000).isEqualTo(events(workload));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1024})
    void shouldMakeJsonPayloadsOfTheGivenSize(int size) {
        List<WorkloadEvent> events = events(new SyntheticWorkload(500, size, StreamChoice.uniform(5)));

        assertThat(events)
                .filteredOn(event -> !event.type().equals(CoreEvents.CREATED))
                .allSatisfy(event -> assertThat(event.payload().bytes()).hasSize(size));
        assertThat(events).allSatisfy(event -> assertThat(
                        JSON.readTree(event.payload().bytes()).isObject())
                .isTrue());
    }

    @Test
    void shouldBeginEachStreamOnceAndFirst() {
        Set<String> seen = new HashSet<>();
        for (WorkloadEvent event : events(new SyntheticWorkload(2_000, 20, StreamChoice.uniform(100)))) {
            StreamPath path = new StreamPath(event.path());
            assertThat(event.type().equals(CoreEvents.CREATED)).isEqualTo(seen.add(path.value()));
        }
        assertThat(seen).hasSize(100);
    }

    @Test
    void shouldNeverRepeatAnIdempotencyKeyInAStream() {
        List<WorkloadEvent> events = events(new SyntheticWorkload(2_000, 20, StreamChoice.skewed(10)));

        assertThat(events)
                .extracting(event -> event.path() + " " + event.idempotencyKey())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldChangeTheTypeAfterARun() {
        List<WorkloadEvent> events = events(new SyntheticWorkload(61, 20, StreamChoice.uniform(1)));

        assertThat(events.subList(1, 20)).extracting(WorkloadEvent::type).containsOnly("order.placed");
        assertThat(events.subList(20, 40)).extracting(WorkloadEvent::type).containsOnly("order.packed");
    }

    @Test
    void shouldGiveTheFirstStreamsOfASkewedChoiceTheMost() {
        Map<String, Integer> lengths = new HashMap<>();
        for (WorkloadEvent event : events(new SyntheticWorkload(50_000, 20, StreamChoice.skewed(1_000)))) {
            lengths.merge(event.path(), 1, Integer::sum);
        }

        // Zipf over a thousand streams: the first has 1/H(1000) = 13.4 %, the tenth a tenth of it.
        assertThat(lengths.get("/shops/0/orders/0")).isBetween(6_300, 7_100);
        assertThat(lengths.get("/shops/9/orders/9")).isBetween(580, 760);
    }

    @Test
    void shouldReadAHistoryAndRepeatItUnderOtherPaths(@TempDir Path folder) throws IOException {
        // Given
        Path file = folder.resolve("history.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    """
                    {"path":"/a","type":"added","idempotencyKey":"1:A","payload":{"n":1}}
                    {"path":"/a","type":"modified","idempotencyKey":"2:M","payload":{"n":2}}
                    """
                            .getBytes(StandardCharsets.UTF_8));
        }

        // When
        Workload once = HistoryWorkload.read(file, 0);
        Workload more = HistoryWorkload.read(file, 5);

        // Then
        assertThat(events(once))
                .extracting(
                        WorkloadEvent::path,
                        WorkloadEvent::type,
                        event -> text(event.payload().bytes()))
                .containsExactly(
                        tuple("/a", CoreEvents.CREATED, "{\"namespace\":\"benchmark\",\"path\":\"/a\"}"),
                        tuple("/a", "added", "{\"n\":1}"),
                        tuple("/a", "modified", "{\"n\":2}"));
        assertThat(events(more)).extracting(WorkloadEvent::path).containsExactly("/a", "/a", "/a", "/1/a", "/1/a");
        assertThat(text(events(more).get(3).payload().bytes())).contains("\"path\":\"/1/a\"");
    }

    @Test
    void shouldLayAnEventIntoARecordWithItsEnvelope() {
        // Given
        WorkloadEvent event =
                events(new SyntheticWorkload(2, 20, StreamChoice.uniform(1))).get(1);

        // When
        ProducerRecord<byte[], byte[]> produced = EventRecords.toRecord("t", 41, event);

        // Then
        Map<String, String> headers = new HashMap<>();
        for (Header header : produced.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        assertThat(text(produced.key())).isEqualTo("/shops/0/orders/0");
        assertThat(produced.value()).isSameAs(event.payload().bytes());
        assertThat(headers)
                .containsEntry("content-type", "application/json")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", "00000000-0000-4000-8000-000000000041")
                .containsEntry("ce_type", "order.placed")
                .containsEntry("ce_idempotencykey", "order-1")
                .containsKeys("ce_source", "ce_time");
    }

    private static List<WorkloadEvent> events(Workload workload) {
        List<WorkloadEvent> events = new ArrayList<>();
        StreamSupport.stream(workload.spliterator(), false).forEach(events::add);
        return events;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
