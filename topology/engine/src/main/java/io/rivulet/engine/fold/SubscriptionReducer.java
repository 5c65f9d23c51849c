package io.rivulet.engine.fold;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Which subscriptions a stream has (CS-7, CS-12, CS-41). */
final class SubscriptionReducer {

    private final PayloadCheck check;

    SubscriptionReducer(PayloadCheck check) {
        this.check = check;
    }

    /** CS-7. A subscriber of a type that is not known is kept in the log only; what its key had before is gone (CS-41). */
    @Nullable
    RegistryChange configured(JsonNode body) {
        if (!check.isKey(body, "subscriptionKey") || !check.isObject(body, "subscriber")) {
            return null;
        }
        JsonNode given = body.get("subscriber");
        if (!check.isText(given, "type")) {
            return null;
        }
        String key = PayloadCheck.text(body, "subscriptionKey");
        Described subscriber = new Described(given).texts("type");
        switch (PayloadCheck.text(given, "type")) {
            case "processor" -> {
                if (!check.isKey(given, "slug") || !check.isOptionalObject(given, "config")) {
                    return null;
                }
                subscriber.texts("slug").asGiven("config");
            }
            case "webhook" -> {
                if (!check.isText(given, "url")
                        || !check.isOptionalTexts(given, "types")
                        || !check.isOptionalText(given, "secret")) {
                    return null;
                }
                subscriber.texts("url").lists("types").texts("secret");
            }
            case "topic" -> {
                if (!check.isText(given, "topic") || !check.isOptionalTexts(given, "types")) {
                    return null;
                }
                subscriber.texts("topic").lists("types");
            }
            default -> {
                return (registries, stream, offset, time) -> registries.unsubscribe(stream, key);
            }
        }
        String json = Json.text(subscriber.json());
        return json == null
                ? fail(CoreReducer.UNREADABLE)
                : (registries, stream, offset, time) ->
                        registries.configure(stream, new SubscriptionEntry(key, offset, time, json));
    }

    /** CS-12. */
    @Nullable
    RegistryChange removed(JsonNode body) {
        if (!check.isKey(body, "subscriptionKey")) {
            return null;
        }
        String key = PayloadCheck.text(body, "subscriptionKey");
        return (registries, stream, offset, time) -> registries.unsubscribe(stream, key);
    }

    private @Nullable RegistryChange fail(String sentence) {
        check.complain(sentence);
        return null;
    }
}
