package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
