package io.rivulet.engine.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.SubscriptionEntry;
import io.rivulet.engine.lane.Subscriber;
import io.rivulet.engine.outbound.OutboundSubscriber;
import io.rivulet.engine.outbound.Outlet;
import io.rivulet.engine.outbound.Outlets;
import io.rivulet.engine.processor.ProcessorSubscriber.AttachedBy;
import io.rivulet.engine.store.PartitionReader;
import io.rivulet.plugins.ingest.EffectHost;
import io.rivulet.plugins.ingest.LoadedProcessor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns configurations into the subscribers that they speak of; what cannot be becomes one that says so. Any thread.
 *
 * <p>The offset of the configuring event is part of a subscriber's revision: configuring a key anew takes effect at once, be it
 * with the same words (what SUB-54 left undone).
 */
public final class Configurations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String namespace;
    private final Catalogue catalogue;
    private final Outlets outlets;
    private final Function<String, EffectHost> effects;
    private final int workers;

    /**
     * Knows what it may speak of.
     *
     * @param effects what a processor of a slug may use
     * @param workers how many batches of one processor may be under way
     */
    public Configurations(
            String namespace, Catalogue catalogue, Outlets outlets, Function<String, EffectHost> effects, int workers) {
        this.namespace = namespace;
        this.catalogue = catalogue;
        this.outlets = outlets;
        this.effects = effects;
        this.workers = workers;
    }

    /** Whether a stream has subscriptions of its own. Looks at the row alone. */
    boolean isConfigured(StreamRow stream) {
        return stream.registries().subscriptions() > 0;
    }

    /** The subscribers that a stream has configured, in the order of their keys. */
    List<Subscriber> of(StreamRow stream, PartitionReader reader) {
        return isConfigured(stream)
                ? reader.subscriptions(stream).stream().map(this::subscriber).toList()
                : List.of();
    }

    private Subscriber subscriber(SubscriptionEntry entry) {
        JsonNode subscriber;
        try {
            subscriber = JSON.readTree(entry.subscriber());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of the registry that is not JSON", e);
        }
        String type = subscriber.path("type").asText();
        return type.equals(ProcessorSubscriber.KIND)
                ? processor(
                        subscriber.path("slug").asText(),
                        subscriber.has("config") ? subscriber.get("config").toString() : "{}",
                        new AttachedBy(entry.key(), entry.offset()))
                : outbound(type, entry, subscriber);
    }

    private Subscriber outbound(String type, SubscriptionEntry entry, JsonNode subscriber) {
        Set<String> types = new HashSet<>();
        subscriber.path("types").forEach(each -> types.add(each.asText()));
        String revision = "@" + entry.offset();
        try {
            Outlet outlet = type.equals("webhook")
                    ? outlets.webhook(subscriber.path("url").asText(), text(subscriber, "secret"))
                    : outlets.topic(subscriber.path("topic").asText());
            return new OutboundSubscriber(namespace, entry.key(), revision, types, outlet);
        } catch (IllegalArgumentException e) {
            return new BrokenSubscriber(
                    type, OutboundSubscriber.lane(entry.key()), entry.key(), revision, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String text(JsonNode subscriber, String field) {
        return subscriber.hasNonNull(field) ? subscriber.get(field).asText() : null;
    }

    /** @param attachedBy null if the settings attach it */
    Subscriber processor(String slug, String configuration, @Nullable AttachedBy attachedBy) {
        try {
            return subscriber(catalogue.load(slug, configuration), attachedBy);
        } catch (IllegalArgumentException e) {
            return new BrokenSubscriber(
                    ProcessorSubscriber.KIND,
                    ProcessorSubscriber.lane(slug),
                    slug,
                    "broken@" + (attachedBy == null ? -1 : attachedBy.offset()),
                    String.valueOf(e.getMessage()));
        }
    }

    private <S> Subscriber subscriber(LoadedProcessor<S> loaded, @Nullable AttachedBy attachedBy) {
        return new ProcessorSubscriber<>(
                namespace,
                loaded,
                attachedBy,
                workers,
                effects.apply(loaded.contract().slug()));
    }
}
