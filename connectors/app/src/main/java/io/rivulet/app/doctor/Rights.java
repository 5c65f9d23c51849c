package io.rivulet.app.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.checkpoint.Checkpoints;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least that the brokers must allow a node.
 *
 * <p>One internal topic for each namespace, the changelog of its checkpoints: a namespace's topic is the changelog of its
 * rows, and nothing is repartitioned. There is no transaction. Idempotent produces need no right of their own: brokers since Kafka 3.0 take {@code Write} on the topic for it.
 *
 * @param node what a node needs
 * @param doctor what this command asks beside that; a node runs without
 */
record Rights(List<Right> node, List<Right> doctor) {

    Rights {
        node = List.copyOf(node);
        doctor = List.copyOf(doctor);
    }

    /** For a node of these settings, which may create the topics that do not exist. */
    static Rights of(EngineSettings settings) {
        List<Right> node = new ArrayList<>();
        settings.namespaces().values().forEach(topic -> node.add(topic(topic)));
        settings.namespaces().keySet().forEach(name -> node.add(changelog(settings.applicationId() + "-" + name)));
        node.add(new Right(
                ResourceType.GROUP,
                settings.applicationId() + "-",
                PatternType.PREFIXED,
                List.of(AclOperation.READ, AclOperation.DESCRIBE),
                "The consumer group of each namespace shares out its partitions"));
        Right cluster = new Right(
                ResourceType.CLUSTER,
                Resource.CLUSTER_NAME,
                PatternType.LITERAL,
                List.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS),
                "Only for rivulet doctor: brokers' settings, controllers, sizes of logs");
        return new Rights(node, List.of(cluster));
    }

    private static Right topic(String topic) {
        return new Right(
                ResourceType.TOPIC,
                topic,
                PatternType.LITERAL,
                List.of(
                        AclOperation.READ,
                        AclOperation.WRITE,
                        AclOperation.DESCRIBE,
                        AclOperation.DESCRIBE_CONFIGS,
                        AclOperation.CREATE),
                "Fold it, append to it, check how it is set up; Create only until it exists");
    }

    private static Right changelog(String application) {
        return new Right(
                ResourceType.TOPIC,
                application + "-" + Checkpoints.STORE + "-changelog",
                PatternType.LITERAL,
                List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.CREATE),
                "Keep how far processors and outbound subscribers are; Create only until it exists");
    }

    /** As commands of Kafka's own tool, each below what it is for. */
    List<String> commands(String bootstrapServers, String principal) {
        List<String> lines = new ArrayList<>();
        for (List<Right> rights : List.of(node, doctor)) {
            for (Right right : rights) {
                lines.add("# " + right.why());
                lines.add(right.command(bootstrapServers, principal));
            }
        }
        return lines;
    }

    ObjectNode json(String bootstrapServers, String principal) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("principal", principal);
        ArrayNode forNode = json.putArray("node");
        node.forEach(right -> forNode.add(right.json()));
        ArrayNode forDoctor = json.putArray("doctor");
        doctor.forEach(right -> forDoctor.add(right.json()));
        ArrayNode commands = json.putArray("commands");
        commands(bootstrapServers, principal).stream()
                .filter(line -> !line.startsWith("#"))
                .forEach(commands::add);
        return json;
    }
}
