package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.engine.NamespaceCounts;
import io.rivulet.engine.append.AppendCounts;
import io.rivulet.engine.append.AppendCounts.Outcome;
import io.rivulet.engine.append.Latencies;
import io.rivulet.engine.lane.LaneCounts;
import io.rivulet.engine.lane.ParkedLane;
import io.rivulet.engine.store.StoreCounts;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted, of a namespace whose figures are known. That a real node counts is shown by {@link HttpIT}. */
class MetricsTest {

    private final FakeNamespace namespace = new FakeNamespace();
    private final TestServer server = new TestServer(namespace);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldServeTheFiguresOfTheEngine() {
        List<Long> latencies = new ArrayList<>(Collections.nCopies(Latencies.BOUNDS_NANOS.size() + 1, 0L));
        latencies.set(1, 2L);
        latencies.set(latencies.size() - 1, 1L);
        namespace.counts = new NamespaceCounts(
                new AppendCounts(
                        Map.of(Outcome.ACCEPTED, 2L, Outcome.TOO_LARGE, 1L), new Latencies(latencies, 11_500_000_000L)),
                17,
                Map.of(0, new StoreCounts(100, 20, 3, 4, 5, 600)),
                7,
                1,
                9,
                2);
        namespace.lanes = Map.of(
                "counter", new LaneCounts("processor", 1, 2, 1, 3, 4, 1500, 40, 10, 100, 6),
                "webhook a.example", new LaneCounts("webhook", 0, 0, 0, 0, 1, 0, 7, 5, 50, 2),
                "webhook b.example", new LaneCounts("webhook", 0, 0, 0, 0, 1, 0, 1, 5, 50, 2));

        HttpResponse<String> scrape = server.get("/metrics");

        assertThat(scrape.statusCode()).isEqualTo(200);
        assertThat(scrape.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(scrape.body().lines())
                .contains(
                        "rivulet_appends_total{namespace=\"default\",outcome=\"accepted\"} 2.0",
                        "rivulet_appends_total{namespace=\"default\",outcome=\"too-large\"} 1.0",
                        "rivulet_appends_total{namespace=\"default\",outcome=\"unavailable\"} 0.0",
                        "rivulet_append_seconds_bucket{namespace=\"default\",le=\"0.001\"} 2",
                        "rivulet_append_seconds_bucket{namespace=\"default\",le=\"10.0\"} 2",
                        "rivulet_append_seconds_bucket{namespace=\"default\",le=\"+Inf\"} 3",
                        "rivulet_append_seconds_sum{namespace=\"default\"} 11.5",
                        "rivulet_append_events_in_flight{namespace=\"default\"} 17.0",
                        "rivulet_fold_records_total{namespace=\"default\",partition=\"0\",role=\"owner\",verdict=\"refused\"} 3.0",
                        "rivulet_fold_applied_offset{namespace=\"default\",partition=\"0\",role=\"owner\"} 7.0",
                        "rivulet_fold_records_behind{namespace=\"default\",partition=\"0\",role=\"owner\"} 3.0",
                        "rivulet_partition_state{namespace=\"default\",partition=\"0\",role=\"owner\",state=\"serving\"} 1.0",
                        "rivulet_store_rows_written_total{namespace=\"default\",partition=\"0\",role=\"owner\"} 600.0",
                        "rivulet_store_memory_bytes 4096.0",
                        "rivulet_tails_open{namespace=\"default\"} 7.0",
                        "rivulet_tails_stalled{namespace=\"default\"} 1.0",
                        "rivulet_subscriber_lanes{kind=\"processor\",namespace=\"default\",slug=\"counter\",state=\"parked\"} 4.0",
                        "rivulet_subscriber_wait_seconds{kind=\"processor\",namespace=\"default\",slug=\"counter\"} 1.5",
                        "rivulet_subscriber_lag_events{kind=\"webhook\",namespace=\"default\",slug=\"\"} 8.0",
                        "rivulet_subscriber_failures_total{kind=\"webhook\",namespace=\"default\",slug=\"\"} 4.0",
                        "rivulet_processor_background_failures_total{namespace=\"default\"} 2.0");
    }

    /** No label has what users make: neither paths nor hosts. */
    @Test
    void shouldCountRequestsByWhatTheyAskedFor() {
        server.get("/v1/default/events/secret/path");
        server.get("/v1/default/nothing/secret/path");
        server.post("/v1/default/events/secret/path", "{\"type\":\"t\"}");
        server.get("/problems/secret");

        String scrape = server.get("/metrics").body();

        assertThat(scrape.lines())
                .contains(
                        requests("events", "GET", 404, 1),
                        requests("events", "POST", 201, 1),
                        requests("none", "GET", 404, 1),
                        requests("/problems/", "GET", 404, 1));
        assertThat(scrape).doesNotContain("secret");
    }

    private static String requests(String endpoint, String method, int status, int count) {
        return "rivulet_http_requests_seconds_count{endpoint=\"" + endpoint + "\",live=\"false\",method=\"" + method
                + "\",status=\"" + status + "\"} " + count;
    }

    @Test
    void shouldTakeNoParametersAndNoOtherMethod() {
        assertThat(server.get("/metrics?name=x").statusCode()).isEqualTo(400);
        assertThat(server.post("/metrics", "{}").statusCode()).isEqualTo(405);
    }

    /** A subscriber that waits makes no node unready: another node would serve it no better. */
    @Test
    void shouldSayWhatIsParkedAndStayReady() {
        namespace.parked = IntStream.range(0, 12)
                .mapToObj(i -> new ParkedLane("/a/" + i, "webhook", "crm", "it answered 404", 1_700_000_000_000L))
                .toList();

        HttpResponse<String> ready = server.get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body())
                .contains("\"parked\":12,\"parkedAt\":[{\"path\":\"/a/0\",\"slug\":\"crm\",\"kind\":\"webhook\","
                        + "\"reason\":\"it answered 404\",\"since\":\"2023-11-14T22:13:20Z\"}")
                .contains("/a/9")
                .doesNotContain("/a/10");
        new OpenApi(server.get("/openapi.yaml").body()).check("get", "/health/ready", ready);
    }
}
