package io.rivulet.plugins.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import java.nio.charset.StandardCharsets;

/** A contract as others read it. */
public final class ContractJson {

    private ContractJson() {}

    /**
     * What a processor says of itself where it is attached (CS-13): slug, version, description, consumed and emitted types,
     * and the events it owns, each with its description.
     */
    public static String announcement(Contract contract) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("slug", contract.slug());
        json.put("version", contract.version());
        json.put("description", contract.description());
        contract.consumes().forEach(json.putArray("consumes")::add);
        contract.emits().forEach(json.putArray("emits")::add);
        ArrayNode owned = json.putArray("ownedEvents");
        for (EventDefinition event : contract.owned().events()) {
            owned.addObject().put("type", event.type()).put("description", event.description());
        }
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }
}
