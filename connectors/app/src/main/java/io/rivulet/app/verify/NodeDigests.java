package io.rivulet.app.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.wire.RecordForm;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a node says its rows are, with all that is needed to fold its topic elsewhere.
 *
 * @param partitions all of the topic's, in order
 */
record NodeDigests(String topic, String bootstrapServers, FoldSettings fold, List<PartitionDigest> partitions) {

    NodeDigests {
        partitions = List.copyOf(partitions);
    }

    /** Reads the answer to {@code GET /v1/{ns}/digests}. */
    static NodeDigests of(JsonNode answer) {
        try {
            List<PartitionDigest> partitions = StreamSupport.stream(
                            answer.required("partitions").spliterator(), false)
                    .map(NodeDigests::partition)
                    .toList();
            FoldSettings fold = new FoldSettings(
                    partitions.size(),
                    new RecordForm(
                            answer.path("plainKeys").asBoolean(),
                            answer.required("defaultType").asText(),
                            answer.path("typeHeader").textValue(),
                            answer.path("typeField").textValue()),
                    answer.required("maxEventBytes").asInt());
            return new NodeDigests(
                    answer.required("topic").asText(),
                    answer.required("bootstrapServers").asText(),
                    fold,
                    partitions);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE, "The answer has no digests (" + e.getMessage() + "): is this a node?", e);
        }
    }

    private static PartitionDigest partition(JsonNode digest) {
        return new PartitionDigest(
                digest.required("partition").asInt(),
                digest.required("applied").asLong(),
                digest.required("rows").asLong(),
                digest.required("sha256").asText());
    }

    /** How many records were folded if no offset is missing, which is near enough to show progress. */
    long records() {
        return partitions.stream()
                .mapToLong(partition -> partition.applied() + 1)
                .sum();
    }
}
