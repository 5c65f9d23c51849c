package io.rivulet.app.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.engine.Refold;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.wire.RecordForm;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Digests of rows by partition: those of a running node, and those that its log says they must be. */
final class Digests {

    private Digests() {}

    /** Reads what a node says of itself. */
    static Map<Integer, String> of(JsonNode answer) {
        Map<Integer, String> digests = new TreeMap<>();
        for (JsonNode partition : answer.get("partitions")) {
            digests.put(
                    partition.get("partition").asInt(), partition.get("sha256").asText());
        }
        return digests;
    }

    /** Folds the log anew, up to where the node was when it answered. */
    static Map<Integer, String> refolded(JsonNode answer, Path scratch) {
        Properties kafka = new Properties();
        kafka.put("bootstrap.servers", answer.get("bootstrapServers").asText());
        FoldSettings fold = new FoldSettings(
                answer.get("partitions").size(),
                new RecordForm(
                        answer.get("plainKeys").asBoolean(),
                        answer.get("defaultType").asText(),
                        answer.get("typeHeader").textValue(),
                        answer.get("typeField").textValue()),
                answer.get("maxEventBytes").asInt());
        Map<Integer, String> digests = new TreeMap<>();
        try (Refold refold = new Refold(kafka, answer.get("topic").asText(), fold, scratch)) {
            for (JsonNode partition : answer.get("partitions")) {
                int number = partition.get("partition").asInt();
                long applied = partition.get("applied").asLong();
                digests.put(number, refold.fold(number, applied, offset -> {}).sha256());
            }
        }
        return digests;
    }
}
