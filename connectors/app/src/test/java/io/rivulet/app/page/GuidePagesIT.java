package io.rivulet.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.page.HttpPage.Exchange;
import io.rivulet.app.proof.NodeUnderTest;
import io.rivulet.app.proof.SharedNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guides show is what a node answers: each of their requests is sent, in order. */
@ExtendWith(SharedNode.class)
class GuidePagesIT {

    private static final Path GUIDES = Path.of("../../docs/guides");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String node;

    GuidePagesIT(NodeUnderTest node) {
        this.node = node.client().uri().toString();
    }

    /** @param fewest so that the test does not pass on a page whose blocks it no longer finds */
    @ParameterizedTest
    @CsvSource({"appending.md, 7", "reading.md, 8"})
    void shouldBeAnsweredAsThePageSays(String page, int fewest) throws Exception {
        List<Exchange> exchanges = HttpPage.read(GUIDES.resolve(page)).exchanges();
        assertThat(exchanges).hasSizeGreaterThanOrEqualTo(fewest);

        for (Exchange shown : exchanges) {
            HttpResponse<String> answer = send(shown);

            String where = page + ", line " + shown.line() + ": " + answer.body();
            assertThat(answer.statusCode()).as(where).isEqualTo(shown.status());
            shown.answerHeaders().forEach((name, value) -> assertThat(new Expected(List.of(value))
                            .isAllOf(answer.headers().firstValue(name).orElse("") + "\n"))
                    .as(where)
                    .isTrue());
            assertThat(shown.answer().isAllOf(answer.body().isEmpty() ? "" : answer.body() + "\n"))
                    .as(where)
                    .isTrue();
        }
    }

    private HttpResponse<String> send(Exchange shown) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + shown.target()));
        shown.headers().forEach(request::header);
        request.method(shown.method(), BodyPublishers.ofString(shown.body()));
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
