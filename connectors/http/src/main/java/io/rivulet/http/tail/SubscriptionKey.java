package io.rivulet.http.tail;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.EventInput;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a subscriber may say of itself. It goes into the stream as a fact, so its size is bounded as any name's is. */
public final class SubscriptionKey {

    private static final int MAX_SUBSCRIBER_LENGTH = 8 << 10;

    private SubscriptionKey() {}

    /** A key, or null for none. */
    public static @Nullable String require(String parameter, @Nullable String key) {
        if (key != null && key.length() > EventInput.MAX_NAME_LENGTH) {
            throw Query.invalid(parameter, "has at most " + EventInput.MAX_NAME_LENGTH + " characters");
        }
        if (key != null && key.isBlank()) {
            throw Query.invalid(parameter, "is blank; leave it out for a subscription without a key");
        }
        return key;
    }

    /** A description as JSON text, or null for none. */
    public static @Nullable String requireSubscriber(String parameter, @Nullable String json) {
        if (json == null) {
            return null;
        }
        if (json.length() > MAX_SUBSCRIBER_LENGTH || !isObject(json)) {
            throw Query.invalid(parameter, "is a JSON object of at most " + MAX_SUBSCRIBER_LENGTH + " characters");
        }
        return json;
    }

    private static boolean isObject(String json) {
        JsonReader reader = new JsonReader(json.getBytes(StandardCharsets.UTF_8));
        try {
            if (reader.next() != JsonToken.START_OBJECT) {
                return false;
            }
            reader.slice();
            reader.end();
            return true;
        } catch (ProblemException broken) {
            return false;
        }
    }
}
