package io.rivulet.client.subscription;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription asks for (SUB-1).
 *
 * @param types only events of these types; empty for all. With types a gap in what comes cannot be noticed
 * @param key names the subscription: the stream is told when it opens and closes, and one of the same key that is open is closed
 *     (SUB-3), which then stops. Or null for one that nobody is told of
 * @param subscriber who subscribes, a JSON object that is kept with the fact that it opened; or null
 */
public record SubscribeOptions(List<String> types, @Nullable String key, @Nullable String subscriber) {

    /** All events, to nobody in particular. */
    public static final SubscribeOptions ALL = new SubscribeOptions(List.of(), null, null);

    public SubscribeOptions {
        types = List.copyOf(types);
        if (key != null && key.isBlank()) {
            throw new IllegalArgumentException("The key is blank; leave it out for a subscription without a key");
        }
        if (subscriber != null && key == null) {
            throw new IllegalArgumentException("A subscription without a key is told to nobody, whoever subscribes");
        }
    }

    public SubscribeOptions withTypes(String... only) {
        return new SubscribeOptions(List.of(only), key, subscriber);
    }

    public SubscribeOptions withKey(String name) {
        return new SubscribeOptions(types, name, subscriber);
    }

    /** Says who subscribes, with a JSON object. */
    public SubscribeOptions withSubscriber(String json) {
        return new SubscribeOptions(types, key, json);
    }
}
