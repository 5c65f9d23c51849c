package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets, on a real node, on a real broker. Each test has streams of its own. */
@Timeout(180)
class HttpIT {

    private static RealNode node;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        node = new RealNode();
        server = node.server;
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldKeepPayloadsByteForByteInEveryForm() {
        String url = "/v1/default/events/forms";
        String payload = "{ \"b\":1.0,\n \"a\" : [ \"\\u017e\", \"ž\" ] }";
        String event = "{\"type\":\"t\",\"metadata\":{\"m\":1},\"payload\":" + payload + "}";
        String onOneLine = payload.replace('\n', ' ');

        HttpResponse<String> one = server.post(url, event);
        HttpResponse<String> batch = server.post(url, "[" + event + "," + event + "]");
        HttpResponse<String> lines = server.send(server.request(url)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(event.replace('\n', ' ') + "\n{\"type\":\"u\"}\n")));

        assertThat(List.of(one.statusCode(), batch.statusCode(), lines.statusCode()))
                .containsOnly(201);
        assertThat(one.body()).contains("\"payload\":" + payload);
        HttpResponse<String> page = server.get(url + "?types=t");
        assertThat(page.body().split("\"payload\":\\{ \"b\":1.0,", -1)).hasSize(5);
        assertThat(json(page).get("events"))
                .extracting(found -> found.get("index").asLong())
                .containsExactly(1L, 2L, 3L, 4L);
        HttpResponse<String> asLines = server.send(server.request(url).header("Accept", "application/x-ndjson"));
        assertThat(asLines.body().lines()).hasSize(6);
        assertThat(asLines.body()).contains("\"payload\":" + onOneLine);
    }

    @Test
    void shouldAnswerAsDescribed() {
        OpenApi api = new OpenApi(server.get("/openapi.yaml").body());
        server.post(
                "/v1/default/events/described",
                "[{\"type\":\"t\",\"payload\":{},\"idempotencyKey\":\"k\",\"source\":{\"processor\":{\"slug\":\"s\"}}}]");

        for (String resource : List.of("events", "mirror", "feed", "state")) {
            api.check(
                    "get",
                    "/v1/{namespace}/" + resource + "/{path}",
                    server.get("/v1/default/" + resource + "/described"));
        }
        for (String resource : List.of("streams", "quarantine", "digests")) {
            api.check("get", "/v1/{namespace}/" + resource, server.get("/v1/default/" + resource));
        }
        api.check("get", "/health/ready", server.get("/health/ready"));
    }

    /** docs/reference/metrics.md explains what a node serves, and nothing else. */
    @Test
    void shouldServeTheMetricsThatThePageExplains() {
        String url = "/v1/default/events/counted";
        double appended = value("rivulet_appends_total{namespace=\"default\",outcome=\"accepted\"}");
        double repeated = value("rivulet_appends_total{namespace=\"default\",outcome=\"duplicate\"}");
        server.post(url, "{\"type\":\"t\",\"idempotencyKey\":\"k\"}");
        server.post(url, "{\"type\":\"t\",\"idempotencyKey\":\"k\"}");
        server.post(
                url,
                "{\"type\":\"io.rivulet.stream.subscription-configured\",\"payload\":{\"subscriptionKey\":\"w\","
                        + "\"subscriber\":{\"type\":\"webhook\",\"url\":\"http://none\"}}}");
        // This node has no way out for webhooks, so the lane fails, which is counted as well.
        String failures = "rivulet_subscriber_failures_total{kind=\"webhook\",namespace=\"default\",slug=\"\"}";
        while (value(failures) < 1) {
            Thread.onSpinWait();
        }

        String scrape = server.get("/metrics").body();

        assertThat(value("rivulet_appends_total{namespace=\"default\",outcome=\"accepted\"}"))
                .isGreaterThanOrEqualTo(appended + 2);
        assertThat(value("rivulet_appends_total{namespace=\"default\",outcome=\"duplicate\"}"))
                .isGreaterThanOrEqualTo(repeated + 1);
        assertThat(scrape).contains("rivulet_partition_state{namespace=\"default\",partition=\"0\",role=\"owner\"");
        assertThat(MetricsPage.explained()).hasSizeGreaterThan(70).containsAll(MetricsPage.served(scrape));
        Set<String> mayBeMissing = new TreeSet<>(MetricsPage.explained());
        mayBeMissing.removeAll(MetricsPage.served(scrape));
        // They are there once there was a collection, or one of that kind.
        assertThat(mayBeMissing).allMatch(name -> name.startsWith("jvm_gc_"));
    }

    private static double value(String series) {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Many read the head and append after it: at each offset one of them wins. */
    @Test
    void shouldLetExactlyOneWriterWinEachOffset() throws Exception {
        String url = "/v1/default/events/contended";
        server.post(url, "{\"type\":\"first\"}");

        List<Integer> statuses = concurrently(200, writer -> {
            long head = json(server.get(url + "?limit=1")).at("/head/offset").asLong();
            HttpResponse<String> answer =
                    server.post(url, "{\"type\":\"t\",\"payload\":" + writer + ",\"expectedOffset\":" + head + "}");
            return answer.statusCode();
        });

        assertThat(statuses).allMatch(status -> status == 201 || status == 412);
        long winners = statuses.stream().filter(status -> status == 201).count();
        assertThat(winners).isPositive();
        assertThat(json(server.get("/v1/default/mirror/contended")).get("count").asLong())
                .isEqualTo(winners + 2);
    }

    /** AP-5. */
    @Test
    void shouldTakeEachIdempotencyKeyOnce() throws Exception {
        String url = "/v1/default/events/repeated";

        List<Integer> statuses = concurrently(200, writer -> server.post(
                        url, "{\"type\":\"t\",\"idempotencyKey\":\"" + new Random(writer).nextInt(40) + "\"}")
                .statusCode());

        List<String> keys = new ArrayList<>();
        json(server.get(url + "?types=t"))
                .get("events")
                .forEach(event -> keys.add(event.get("idempotencyKey").asText()));
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(Collections.frequency(statuses, 201)).isEqualTo(keys.size());
        assertThat(statuses).containsOnly(200, 201);
    }

    /** SUB-20, SUB-21: cut at any moment and resumed where it was, a tail misses nothing and repeats nothing. */
    @Test
    void shouldResumeATailWhereverItIsCut() throws Exception {
        int events = 20_000;
        String body = IntStream.range(0, events)
                .mapToObj(i -> "{\"path\":\"/" + (i % 2 == 0 ? "tailed" : "other" + i % 7)
                        + "\",\"type\":\"t\",\"payload\":" + i + "}")
                .reduce(new StringBuilder(), (all, line) -> all.append(line).append('\n'), StringBuilder::append)
                .toString();
        CompletableFuture<HttpResponse<String>> running =
                CompletableFuture.supplyAsync(() -> server.send(server.request("/v1/default/import")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(body))));

        Random random = new Random(7);
        List<Long> seen = new ArrayList<>();
        String lastEventId = "-1";
        for (int cut = 0; cut < 50; cut++) {
            lastEventId = read(lastEventId, seen, 1 + random.nextInt(6), events / 2);
        }
        read(lastEventId, seen, Integer.MAX_VALUE, events / 2);

        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.range(0, events / 2).mapToObj(i -> 2 * i).toList());
        List<JsonNode> lines =
                running.get().body().lines().map(TestServer::json).toList();
        assertThat(lines.get(lines.size() - 1).get("accepted").asInt()).isEqualTo(events);
        assertThat(lines.get(lines.size() - 1).get("streams").asInt()).isEqualTo(8);
    }

    /** EV-10: over HTTP, over a tail, and as bare Kafka has it. */
    @Test
    void shouldCarryAnEventOfSeveralMebibytes() throws Exception {
        String url = "/v1/default/events/large";
        String payload = "{\"text\":\"" + "x".repeat((9 << 18) - 11) + "\"}";

        HttpResponse<String> appended = server.post(url, "{\"type\":\"t\",\"payload\":" + payload + "}");

        assertThat(appended.statusCode()).isEqualTo(201);
        assertThat(payload).hasSize(9 << 18);
        assertThat(server.get(url + "?types=t").body()).contains(payload);
        long offset = json(appended).at("/events/0/offset").asLong();
        try (SseClient tail = new SseClient(server.server.port(), url, Long.toString(offset - 1))) {
            tail.head();
            JsonNode event =
                    Objects.requireNonNull(tail.next()).json().get("events").get(0);
            assertThat(event.get("payload").toString()).isEqualTo(payload);
        }
        ConsumerRecord<byte[], byte[]> record = node.record("rivulet-default", "/large", offset);
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo(payload);
    }

    /** The limit is the namespace's; above it nothing changes. */
    @Test
    void shouldRefuseAnEventAboveTheLimitOfItsNamespace() {
        String fits = "{\"type\":\"t\",\"payload\":\"" + "x".repeat(2046) + "\"}";
        server.post("/v1/small/events/a", fits);

        HttpResponse<String> refused =
                server.post("/v1/small/events/a", "[" + fits + "," + fits.replace("x\"", "xx\"") + "]");

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(json(refused).get("limit").asInt()).isEqualTo(2048);
        assertThat(json(server.get("/v1/small/mirror/a")).get("count").asInt()).isEqualTo(2);
    }

    /** Metadata travel in a header, for which there is less room; a record that Kafka does not take is no event. */
    @Test
    void shouldRefuseMetadataThatNoRecordCanCarry() {
        HttpResponse<String> refused = server.post(
                "/v1/small/events/b", "{\"type\":\"t\",\"metadata\":{\"m\":\"" + "x".repeat(80_000) + "\"}}");

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(server.get("/v1/small/events/b").statusCode()).isEqualTo(404);
    }

    /** Each has its topic and its settings, and knows nothing of the other's streams. */
    @Test
    void shouldServeSeveralNamespacesAtOnce() throws Exception {
        node.produce("rivulet-small", "/bare", "{}");
        server.post("/v1/default/events/only/here", "{\"type\":\"t\"}");
        server.post("/v1/small/events/bare", "{\"type\":\"t\"}");

        assertThat(json(server.get("/v1/small/mirror/bare?consistency=linearizable"))
                        .get("rows"))
                .extracting(row -> row.get("type").asText())
                .containsExactly("thing", "t");
        assertThat(server.get("/v1/small/events/only/here").statusCode()).isEqualTo(404);
        assertThat(json(server.get("/v1")).get("namespaces"))
                .extracting(namespace -> namespace.get("topic").asText())
                .containsExactly("rivulet-default", "rivulet-small");
    }

    /** AP-31, AP-32, CS-6, CS-20; and better than AP-33: a paused ancestor is told when it is resumed. */
    @Test
    void shouldTellEveryAncestorOfANewStreamOnceThoughItWasPaused() {
        server.post("/v1/default/events/family", "{\"type\":\"t\"}");
        server.post("/v1/default/control/family", "{\"action\":\"pause\"}");

        // When
        server.post("/v1/default/events/family/a/b/c", "{\"type\":\"t\"}");

        // Then
        awaitTold("/family/a/b", "/family/a/b/c");
        awaitTold("/family/a", "/family/a/b", "/family/a/b/c");
        awaitTold("/", "/family", "/family/a", "/family/a/b", "/family/a/b/c");
        assertThat(json(server.get("/v1/default/mirror/family/a?limit=1"))
                        .at("/rows/0/type")
                        .asText())
                .isEqualTo("io.rivulet.stream.created");
        assertThat(told("/family")).isEmpty();
        while (announcing().get("waitingCount").asInt() == 0) {
            Thread.onSpinWait();
        }
        assertThat(announcing().get("waiting")).allSatisfy(waiting -> {
            assertThat(waiting.get("path").asText()).isEqualTo("/family");
            assertThat(waiting.get("reason").asText()).contains("paused");
        });
        new OpenApi(server.get("/openapi.yaml").body()).check("get", "/v1/node", server.get("/v1/node"));

        // When
        server.post("/v1/default/control/family", "{\"action\":\"resume\"}");

        // Then
        awaitTold("/family", "/family/a", "/family/a/b", "/family/a/b/c");
        assertThat(json(server.get("/v1/default/children/family")).at("/children/0/path"))
                .hasToString("\"/family/a\"");
        assertThat(json(server.get("/v1/default/state/family")).at("/state/counts/children"))
                .hasToString("1");
        while (announcing().get("waitingCount").asInt() > 0) {
            Thread.onSpinWait();
        }
    }

    private static JsonNode announcing() {
        return json(server.get("/v1/node")).at("/namespaces/0/announcing");
    }

    /** Waits until a stream was told of so many streams below {@code /family}, and requires that they are these. */
    private static void awaitTold(String path, String... children) {
        while (told(path).size() < children.length) {
            Thread.onSpinWait();
        }
        assertThat(told(path)).as("told to %s", path).containsExactlyInAnyOrder(children);
    }

    private static List<String> told(String path) {
        HttpResponse<String> answer =
                server.get("/v1/default/events" + path + "?limit=1000&types=io.rivulet.stream.child-stream-created");
        List<String> told = new ArrayList<>();
        json(answer)
                .path("events")
                .forEach(event -> told.add(event.at("/payload/childPath").asText()));
        told.removeIf(child -> !child.startsWith("/family"));
        return told;
    }

    @Test
    void shouldShowQuarantinedRecordsPageByPageAndAsTheyLie() throws Exception {
        for (String key : List.of("no path", "/a/", "//")) {
            node.produce("rivulet-small", key, "value of " + key);
        }

        JsonNode first = json(server.get("/v1/small/quarantine?limit=2&consistency=linearizable"));
        JsonNode rest = json(server.get(
                "/v1/small/quarantine?limit=2&after=" + first.get("next").asText()));

        assertThat(first.get("records")).hasSize(2);
        assertThat(rest.get("records")).hasSize(1);
        assertThat(rest.get("next").isNull()).isTrue();
        JsonNode entry = rest.get("records").get(0);
        String url = "/v1/small/quarantine/" + entry.get("partition").asText() + "/"
                + entry.get("offset").asText();
        JsonNode record = json(server.get(url));
        assertThat(record.get("reason").asText()).isEqualTo("bad-key");
        assertThat(record.get("key").asText()).isEqualTo("no path");
        assertThat(record.get("valueBase64").asText())
                .isEqualTo(Base64.getEncoder().encodeToString("value of no path".getBytes(StandardCharsets.UTF_8)));
        assertThat(server.get("/v1/small/quarantine/0/999999").statusCode()).isEqualTo(404);
    }

    private static String read(String lastEventId, List<Long> seen, int batches, int enough) throws IOException {
        String last = lastEventId;
        try (SseClient tail = new SseClient(server.server.port(), "/v1/default/events/tailed", lastEventId)) {
            tail.head();
            for (int i = 0; i < batches && seen.size() < enough; i++) {
                SseClient.Frame frame = Objects.requireNonNull(tail.next());
                if ("batch".equals(frame.event())) {
                    frame.json().get("events").forEach(event -> {
                        if (event.get("type").asText().equals("t")) {
                            seen.add(event.get("payload").asLong());
                        }
                    });
                    last = Objects.requireNonNull(frame.id());
                }
            }
        }
        return last;
    }

    private interface Writer<T> {
        T write(int number) throws Exception;
    }

    private static <T> List<T> concurrently(int writers, Writer<T> writer)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<T>> tasks = IntStream.range(0, writers)
                    .<Callable<T>>mapToObj(number -> () -> writer.write(number))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
