package io.rivulet.plugins.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A contract without mistakes, with its schemas compiled. Any thread. */
public final class CheckedContract {

    private final Contract contract;
    private final JsonSchema state;
    private final Map<String, JsonSchema> payloads;

    private CheckedContract(Contract contract, JsonSchema state, Map<String, JsonSchema> payloads) {
        this.contract = contract;
        this.state = state;
        this.payloads = payloads;
    }

    /**
     * Checks a contract.
     *
     * @throws InvalidContractException with all its mistakes
     */
    public static CheckedContract of(Contract contract) {
        ContractCheck check = new ContractCheck(contract);
        List<Mistake> mistakes = check.run();
        if (!mistakes.isEmpty()) {
            throw new InvalidContractException(contract.slug(), mistakes);
        }
        return new CheckedContract(contract, Objects.requireNonNull(check.stateSchema()), check.payloadSchemas());
    }

    public Contract contract() {
        return contract;
    }

    /** The state of a stream before its first event (PR-1): the contract's, or the schema's own defaults. */
    public byte[] initialState() {
        String given = contract.initialState();
        return state(given == null ? state.ownDefault() : Json.read(given));
    }

    /**
     * Checks a stored state, and fills in the schema's defaults (PR-20).
     *
     * @throws InvalidJsonException if the schema does not allow it
     */
    public byte[] state(byte[] json) {
        return state(Json.read(json));
    }

    private byte[] state(JsonNode json) {
        state.checkFillingIn(json);
        return Json.write(json);
    }

    /** Checks an event that is consumed by name (EV-7); others pass. */
    public void checkConsumed(Event event) {
        if (contract.consumesByName(event.type())) {
            check(event.type(), event.payload());
        }
    }

    /**
     * Checks an event that the processor is about to append.
     *
     * @throws IllegalArgumentException if the contract does not emit its type
     * @throws InvalidJsonException if its payload breaks the type's schema
     */
    public void checkEmitted(EventInput event) {
        if (!contract.emits().contains(event.type())) {
            throw new IllegalArgumentException("the contract of '" + contract.slug() + "' does not emit " + event.type()
                    + "; it emits " + contract.emits());
        }
        check(event.type(), event.payload());
    }

    private void check(String type, @Nullable Payload payload) {
        JsonSchema schema = payloads.get(type);
        if (schema == null) {
            return;
        }
        if (payload != null && !isJson(payload)) {
            throw new InvalidJsonException(
                    "the payload of " + type + " is " + payload.contentType() + ", and its schema asks for JSON");
        }
        try {
            schema.check(payload == null ? NullNode.instance : Json.read(payload.bytes()));
        } catch (InvalidJsonException e) {
            throw new InvalidJsonException("the payload of " + type + " breaks its schema: " + e.getMessage());
        }
    }

    private static boolean isJson(Payload payload) {
        String type = payload.contentType();
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        return bare.equalsIgnoreCase(Payload.JSON) || bare.endsWith("+json");
    }

    /** Whether a schema allows everything, so that looking is a waste. */
    static boolean allowsAnything(EventDefinition definition) {
        return definition.payloadSchema().strip().equals(EventDefinition.ANYTHING);
    }
}
