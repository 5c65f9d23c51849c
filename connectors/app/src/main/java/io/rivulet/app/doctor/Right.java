package io.rivulet.app.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a node, or this command, must be allowed to do on something of Kafka's.
 *
 * @param name of the topic, or what names of groups begin with; {@code kafka-cluster} for the cluster
 * @param why who needs it; one sentence without its full stop
 */
record Right(ResourceType resource, String name, PatternType pattern, List<AclOperation> operations, String why) {

    Right {
        operations = List.copyOf(operations);
    }

    /** The operations that are not among those that the brokers granted. */
    List<AclOperation> missing(Set<AclOperation> granted) {
        return operations.stream()
                .filter(operation -> !granted.contains(operation) && !granted.contains(AclOperation.ALL))
                .toList();
    }

    /** As Kafka's own tool takes it. */
    String command(String bootstrapServers, String principal) {
        String allowed = operations.stream()
                .map(operation -> " --operation " + word(operation))
                .collect(Collectors.joining());
        return "kafka-acls.sh --bootstrap-server " + bootstrapServers + " --add --allow-principal '" + principal + "'"
                + allowed + target();
    }

    private String target() {
        return switch (resource) {
            case CLUSTER -> " --cluster";
            case GROUP -> " --group '" + name + "' --resource-pattern-type " + word(pattern);
            default -> " --topic '" + name + "' --resource-pattern-type " + word(pattern);
        };
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("resource", word(resource)).put("name", name).put("pattern", word(pattern));
        ArrayNode words = json.putArray("operations");
        operations.forEach(operation -> words.add(word(operation)));
        return json.put("why", why);
    }

    /** {@code DescribeConfigs} for {@code DESCRIBE_CONFIGS}, as Kafka's tool spells it; groups and patterns in lower case. */
    private static String word(Enum<?> constant) {
        String lower = constant.name().toLowerCase(Locale.ROOT);
        if (!(constant instanceof AclOperation)) {
            return lower;
        }
        return Arrays.stream(lower.split("_", -1))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }
}
