package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the forms of reading have in common: tags, binding to an incarnation, lines, one event. */
class ReadTest {

    private static final String EVENTS = "/v1/default/events/a";

    private final FakeNamespace namespace = new FakeNamespace();
    private final TestServer server = new TestServer(namespace);

    @BeforeEach
    void append() {
        server.post(
                EVENTS,
                "[{\"type\":\"t\",\"idempotencyKey\":\"k\"},{\"type\":\"u\"},{\"type\":\"t\",\"payload\":{\n\"x\":1}}]");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldSpareAClientTheCompletePageThatItHas() {
        HttpResponse<String> page = server.get(EVENTS + "?limit=2");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        server.post(EVENTS, "{\"type\":\"v\"}");

        HttpResponse<String> again =
                server.send(server.request(EVENTS + "?limit=2").header("If-None-Match", "\"x\", " + tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).contains(tag);
    }

    @Test
    void shouldGiveThePageAtTheHeadAnotherTagWhenItGrows() {
        for (String url : new String[] {EVENTS, "/v1/default/mirror/a"}) {
            String tag = server.get(url).headers().firstValue("ETag").orElseThrow();
            assertThat(server.send(server.request(url).header("If-None-Match", tag))
                            .statusCode())
                    .isEqualTo(304);

            server.post(EVENTS, "{\"type\":\"v\"}");

            assertThat(server.send(server.request(url).header("If-None-Match", tag))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** The same URL means another page after a reset, so only one that names the incarnation may be kept unasked. */
    @Test
    void shouldLetACacheKeepOnlyWhatIsCompleteAndBoundToAnIncarnation() {
        assertThat(cacheControl(EVENTS + "?limit=2&incarnation=1")).contains("immutable");
        assertThat(cacheControl("/v1/default/mirror/a?limit=2&incarnation=1")).contains("immutable");
        assertThat(cacheControl("/v1/default/event/a?offset=1&incarnation=1")).contains("immutable");
        assertThat(cacheControl(EVENTS + "?limit=2")).isEqualTo("private, no-cache");
        assertThat(cacheControl(EVENTS + "?incarnation=1")).isEqualTo("private, no-cache");
    }

    @Test
    void shouldRefuseToReadAnotherLifeThanTheOneAskedFor() {
        for (String url : new String[] {EVENTS, "/v1/default/mirror/a", "/v1/default/feed/a"}) {
            HttpResponse<String> answer = server.get(url + "?incarnation=0");

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(json(answer).get("type").asText()).isEqualTo("/problems/stale-incarnation");
            assertThat(json(answer).get("incarnation").asText()).isEqualTo("1");
        }
        assertThat(server.get("/v1/default/event/a?key=none&incarnation=0").statusCode())
                .isEqualTo(409);
    }

    @Test
    void shouldReadTheMirrorBySeveralTypesAndAsLines() {
        assertThat(json(server.get("/v1/default/mirror/a?types=u,t")).get("rows"))
                .hasSize(3);
        assertThat(json(server.get("/v1/default/mirror/a?type=u")).get("rows")).hasSize(1);
        assertThat(server.get("/v1/default/mirror/a?type=u&types=t").statusCode())
                .isEqualTo(400);
        assertThat(json(server.get("/v1/default/mirror/a?limit=2")).get("next").asLong())
                .isEqualTo(2);

        HttpResponse<String> lines =
                server.send(server.request("/v1/default/mirror/a?from=1").header("Accept", "application/x-ndjson"));

        assertThat(lines.body().lines()).hasSize(2).allMatch(line -> json(line).has("index"));
    }

    /** Counts change while the rows beside them do not, so such a page is known by the stream's end. */
    @Test
    void shouldCountTheTypesBesideAPageOfTheMirror() {
        String url = "/v1/default/mirror/a?limit=1&counts=types";
        HttpResponse<String> page = server.get(url);

        assertThat(json(page).get("rows")).hasSize(1);
        assertThat(json(page).get("typeCount").asInt()).isEqualTo(2);
        assertThat(json(page).get("types").toString())
                .isEqualTo("[{\"type\":\"t\",\"count\":2},{\"type\":\"u\",\"count\":1}]");
        assertThat(json(server.get("/v1/default/mirror/a")).has("types")).isFalse();

        server.post(EVENTS, "{\"type\":\"u\"}");

        String tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(json(server.send(server.request(url).header("If-None-Match", tag)))
                        .at("/types/1/count")
                        .asInt())
                .isEqualTo(2);
        assertThat(cacheControl(url + "&incarnation=1")).doesNotContain("immutable");
        assertThat(server.get("/v1/default/mirror/a?counts=rows").statusCode()).isEqualTo(400);
        assertThat(server.send(server.request(url).header("Accept", "application/x-ndjson"))
                        .statusCode())
                .isEqualTo(400);
    }

    /** What is shown says of which life it is, in whatever form, and also where nothing is sent because the client has it. */
    @Test
    void shouldSayOfWhichLifeEveryAnswerIs() {
        for (String url : List.of(EVENTS, "/v1/default/mirror/a", "/v1/default/feed/a", "/v1/default/state/a")) {
            HttpResponse<String> page = server.get(url);
            assertThat(page.headers().firstValue("Rivulet-Incarnation")).as(url).contains("1");
            assertThat(json(page).get("incarnation").asText()).as(url).isEqualTo("1");
        }
        for (String url : List.of(EVENTS, "/v1/default/mirror/a", "/v1/default/feed/a")) {
            HttpResponse<String> lines = server.send(server.request(url).header("Accept", "application/x-ndjson"));
            assertThat(lines.headers().firstValue("Rivulet-Incarnation"))
                    .as(url)
                    .contains("1");
            HttpResponse<String> known = server.send(server.request(url).header("If-None-Match", "*"));
            assertThat(known.statusCode()).as(url).isEqualTo(304);
            assertThat(known.headers().firstValue("Rivulet-Incarnation"))
                    .as(url)
                    .contains("1");
        }
    }

    /** AP-40: an offset without an event is a mistake, a key without one is an answer. */
    @Test
    void shouldReadOneEventByOffsetAndByKey() {
        HttpResponse<String> byKey = server.get("/v1/default/event/a?key=k");

        assertThat(json(byKey).get("offset").asLong()).isZero();
        assertThat(byKey.headers().firstValue("Rivulet-Incarnation")).contains("1");
        assertThat(json(server.get("/v1/default/event/a?offset=1")).get("type").asText())
                .isEqualTo("u");
        assertThat(server.get("/v1/default/event/a?key=other").statusCode()).isEqualTo(204);
        assertThat(json(server.get("/v1/default/event/a?offset=77")).get("type").asText())
                .isEqualTo("/problems/unknown-event");
        assertThat(server.get("/v1/default/event/a").statusCode()).isEqualTo(400);
        assertThat(server.get("/v1/default/event/a?offset=1&key=k").statusCode())
                .isEqualTo(400);
    }

    /** AP-20 to AP-23. */
    @Test
    void shouldAppendToATargetFromThePathOfTheUrl() {
        HttpResponse<String> answer =
                server.post("/v1/default/events/x/a/b/c?target=../../grandparent/.././bla", "{\"type\":\"t\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Location")).contains("/v1/default/events/x/a/bla");
        assertThat(server.get("/v1/default/events/x/a/bla").statusCode()).isEqualTo(200);
        assertThat(server.get("/v1/default/events/x/a/b/c").statusCode()).isEqualTo(404);
        assertThat(server.post("/v1/default/events/x?target=../../y", "{\"type\":\"t\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    private String cacheControl(String url) {
        return server.get(url).headers().firstValue("Cache-Control").orElse("");
    }
}
