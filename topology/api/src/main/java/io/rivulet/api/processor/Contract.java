package io.rivulet.api.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a processor promises (PR-1). Nothing is checked here: the host does it when the plugin is loaded, and
 * {@code rivulet plugins check} shows all mistakes at once, each with its place.
 *
 * <p>Keep the names of types visible as texts where a contract is built (PR-4).
 *
 * @param slug its name, of {@code a-z}, {@code 0-9} and {@code -}, beginning with a letter; at most 64 characters
 * @param version raising it has the state of every stream built anew
 * @param description one sentence; may be empty
 * @param owned the events that this processor defines
 * @param dependencies catalogues of others whose events it consumes or emits
 * @param consumes types that are reduced; {@value #ANY} for every type (PR-3)
 * @param emits types that it may append
 * @param stateSchema a JSON Schema as text, of an object
 * @param initialState a JSON object as text that satisfies the schema, or null for the schema's own defaults
 */
public record Contract(
        String slug,
        String version,
        String description,
        EventCatalogue owned,
        List<EventCatalogue> dependencies,
        List<String> consumes,
        List<String> emits,
        String stateSchema,
        @Nullable String initialState) {

    /** Consumes every type; those that are not also named reach the processor unchecked. */
    public static final String ANY = "*";

    public Contract {
        dependencies = List.copyOf(dependencies);
        consumes = List.copyOf(consumes);
        emits = List.copyOf(emits);
    }

    public static Builder builder(String slug, String version) {
        return new Builder(slug, version);
    }

    /** The definition of a type; an own one wins over a dependency's (PR-2). */
    public Optional<EventDefinition> find(String type) {
        return Stream.concat(Stream.of(owned), dependencies.stream())
                .flatMap(catalogue -> catalogue.find(type).stream())
                .findFirst();
    }

    /** Whether events of a type are consumed by name, and so checked. */
    public boolean consumesByName(String type) {
        return !type.equals(ANY) && consumes.contains(type);
    }

    /** Whether events of a type are consumed. */
    public boolean consumes(String type) {
        return consumesAny() || consumesByName(type);
    }

    /** Whether every type is consumed. */
    public boolean consumesAny() {
        return consumes.contains(ANY);
    }

    /** Builds a contract part by part. A new one each time; one thread. */
    public static final class Builder {

        private final String slug;
        private final String version;
        private final List<EventDefinition> owned = new ArrayList<>();
        private final List<EventCatalogue> dependencies = new ArrayList<>();
        private final List<String> consumes = new ArrayList<>();
        private final List<String> emits = new ArrayList<>();
        private String description = "";
        private String stateSchema = "{\"type\":\"object\"}";
        private @Nullable String initialState;

        private Builder(String slug, String version) {
            this.slug = slug;
            this.version = version;
        }

        public Builder description(String text) {
            description = text;
            return this;
        }

        public Builder owns(EventDefinition... events) {
            owned.addAll(List.of(events));
            return this;
        }

        public Builder dependsOn(EventCatalogue... catalogues) {
            dependencies.addAll(List.of(catalogues));
            return this;
        }

        /** Depends on the events that another processor owns. */
        public Builder dependsOn(Contract other) {
            return dependsOn(other.owned());
        }

        public Builder consumes(String... types) {
            consumes.addAll(List.of(types));
            return this;
        }

        public Builder emits(String... types) {
            emits.addAll(List.of(types));
            return this;
        }

        /** The state's schema, whose own defaults are the initial state. */
        public Builder state(String schema) {
            stateSchema = schema;
            initialState = null;
            return this;
        }

        public Builder state(String schema, String initial) {
            stateSchema = schema;
            initialState = initial;
            return this;
        }

        public Contract build() {
            return new Contract(
                    slug,
                    version,
                    description,
                    new EventCatalogue(slug, owned),
                    dependencies,
                    consumes,
                    emits,
                    stateSchema,
                    initialState);
        }
    }
}
