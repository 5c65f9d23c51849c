package io.rivulet.plugins.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.EventInput;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventCatalogue;
import io.rivulet.api.processor.EventDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for every mistake in one contract (PR-1 to PR-3). Used once. */
final class ContractCheck {

    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final int MAX_VERSION_LENGTH = 64;

    private final Contract contract;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, JsonSchema> payloadSchemas = new HashMap<>();
    private @Nullable JsonSchema stateSchema;

    ContractCheck(Contract contract) {
        this.contract = contract;
    }

    List<Mistake> run() {
        checkNames();
        checkOwners();
        checkTypes("consumes", contract.consumes());
        checkTypes("emits", contract.emits());
        contract.owned().events().forEach(this::checkDefinition);
        for (EventCatalogue dependency : contract.dependencies()) {
            dependency.events().stream().filter(this::isUsed).forEach(this::checkDefinition);
        }
        checkState();
        return mistakes;
    }

    /** The compiled schemas of the payloads that are consumed by name or emitted; those that allow anything are left out. */
    Map<String, JsonSchema> payloadSchemas() {
        return Map.copyOf(payloadSchemas);
    }

    /** Null while there are mistakes in it. */
    @Nullable
    JsonSchema stateSchema() {
        return stateSchema;
    }

    private void checkNames() {
        if (!SLUG.matcher(contract.slug()).matches()) {
            add(
                    "slug",
                    "'" + contract.slug()
                            + "' must begin with a letter and be of a-z, 0-9 and '-', at most 64 characters");
        }
        String version = contract.version();
        if (version.isBlank() || version.length() > MAX_VERSION_LENGTH) {
            add(
                    "version",
                    "'" + version + "' must not be blank, and have at most " + MAX_VERSION_LENGTH + " characters");
        }
    }

    /** PR-2: the same definition may be reached twice, two different ones of a type may not. */
    private void checkOwners() {
        Map<String, EventDefinition> definitions = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        List<EventCatalogue> catalogues = new ArrayList<>(List.of(contract.owned()));
        catalogues.addAll(contract.dependencies());
        for (EventCatalogue catalogue : catalogues) {
            for (EventDefinition definition : catalogue.events()) {
                EventDefinition other = definitions.putIfAbsent(definition.type(), definition);
                String owner = owners.putIfAbsent(definition.type(), catalogue.owner());
                if (other != null && !other.equals(definition)) {
                    add(
                            "owns " + definition.type(),
                            "it is defined twice, by " + owner + " and by " + catalogue.owner());
                }
            }
        }
    }

    /** PR-2: every type that is named has an owner that is known. */
    private void checkTypes(String where, List<String> types) {
        for (String type : types) {
            boolean isAny = where.equals("consumes") && type.equals(Contract.ANY);
            if (!isAny && contract.find(type).isEmpty()) {
                add(where + " " + type, "nobody owns it: define it with owns, or name its owner with dependsOn");
            }
        }
    }

    private void checkDefinition(EventDefinition definition) {
        String where = "owns " + definition.type();
        String type = definition.type();
        if (type.isBlank() || type.equals(Contract.ANY) || type.length() > EventInput.MAX_NAME_LENGTH) {
            add(where, "a type is not blank, not '*', and has at most " + EventInput.MAX_NAME_LENGTH + " characters");
        }
        try {
            JsonSchema schema = JsonSchema.compile(definition.payloadSchema());
            if (isUsed(definition) && !CheckedContract.allowsAnything(definition)) {
                payloadSchemas.putIfAbsent(type, schema);
            }
            for (int i = 0; i < definition.examples().size(); i++) {
                checkExample(
                        where + ", example " + (i + 1),
                        schema,
                        definition.examples().get(i));
            }
        } catch (InvalidJsonException e) {
            add(where + ", payload schema", e.getMessage());
        }
    }

    private void checkExample(String where, JsonSchema schema, String example) {
        try {
            schema.check(Json.read(example));
        } catch (InvalidJsonException e) {
            add(where, e.getMessage());
        }
    }

    private void checkState() {
        try {
            JsonSchema schema = JsonSchema.compile(contract.stateSchema());
            if (!schema.isOfAnObject()) {
                add("state schema", "a state is an object: the schema must have \"type\":\"object\"");
            }
            stateSchema = schema;
            checkInitialState(schema);
        } catch (InvalidJsonException e) {
            add("state schema", e.getMessage());
        }
    }

    private void checkInitialState(JsonSchema schema) {
        String given = contract.initialState();
        try {
            JsonNode initial = given == null ? schema.ownDefault() : Json.read(given);
            schema.checkFillingIn(initial);
        } catch (InvalidJsonException e) {
            add(given == null ? "initial state (the schema's own defaults)" : "initial state", e.getMessage());
        }
    }

    private boolean isUsed(EventDefinition definition) {
        return contract.consumesByName(definition.type()) || contract.emits().contains(definition.type());
    }

    private void add(String where, @Nullable String what) {
        mistakes.add(new Mistake(where, what == null ? "" : what));
    }
}
