package io.rivulet.app.crowd;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A tail over SSE on a connection of its own, which resumes with {@code Last-Event-ID}. */
final class TailReader extends Reader {

    private static final String BATCH = "data: {\"incarnation\"";
    private static final String RESET = "data: {\"action\":\"reset\"";
    private static final String ID = "id: ";

    private final Follower follower;
    private volatile Flow.@Nullable Subscription lines;

    TailReader(List<URI> nodes, int first, String path) {
        super(nodes, first);
        follower = new Follower(path);
    }

    @Override
    List<Follower> followers() {
        return List.of(follower);
    }

    @Override
    void connect(URI node) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node + "/v1/default/events" + follower.path()))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(follower.resumeAfter()))
                .build();
        var unused = HTTP.sendAsync(
                        request,
                        answer -> answer.statusCode() == 200 ? body(new Lines()) : BodySubscribers.replacing(null))
                .whenComplete((done, failure) -> broken());
    }

    private static BodySubscriber<@Nullable Void> body(Lines lines) {
        return BodySubscribers.fromLineSubscriber(lines, all -> null, StandardCharsets.UTF_8, null);
    }

    @Override
    void demand() {
        Flow.Subscription open = lines;
        if (open != null) {
            open.request(1);
        }
    }

    @Override
    void disconnect() {
        Flow.Subscription open = lines;
        if (open != null) {
            open.cancel();
        }
    }

    /** What comes on one connection. */
    private final class Lines implements Flow.Subscriber<String> {

        private long id = follower.resumeAfter();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            lines = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith(BATCH)) {
                follower.take(line, id);
            } else if (line.startsWith(ID)) {
                id = Long.parseLong(line.substring(ID.length()));
            } else if (line.startsWith(RESET)) {
                follower.complain("there was a reset");
            }
            taken();
        }

        @Override
        public void onError(Throwable failure) {
            // The response completes as well, and brings the tail back.
        }

        @Override
        public void onComplete() {
            // As above.
        }
    }
}
