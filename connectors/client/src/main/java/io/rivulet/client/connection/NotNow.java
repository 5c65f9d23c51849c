package io.rivulet.client.connection;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Answers that say that the same request may be answered otherwise a little later: a node's own, and those of proxies before it. */
public final class NotNow {

    private NotNow() {}

    /** Whether a status says so. */
    public static boolean isTold(int status) {
        return status == 408 || status == 429 || status == 502 || status == 503 || status == 504;
    }

    /** When to come back, as {@code Retry-After} says in seconds. */
    public static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
