package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.http.cluster.Gathering;
import io.rivulet.http.cluster.Gathering.Part;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problems;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The newest records of all owners that are no events, newest first. */
record QuarantineOfAll(Namespace namespace, int limit) implements Gathering.Question {

    @Override
    public String items() {
        return "records";
    }

    @Override
    public JsonBuffer here(Collection<Integer> partitions) {
        return Pages.quarantine(Problems.require(namespace.quarantine(partitions, limit), StreamPath.ROOT));
    }

    @Override
    public JsonBuffer together(List<Part> parts) {
        // Times are written in one form, whose order as texts is their order in time.
        Comparator<byte[]> byTime = Comparator.comparing(item -> Gathering.text(item, "timestamp"));
        List<byte[]> newest = parts.stream()
                .flatMap(part -> part.items().stream())
                .sorted(byTime.reversed()
                        .thenComparing(Gathering.byNumber("partition"))
                        .thenComparing(Gathering.byNumber("offset").reversed()))
                .limit(limit)
                .toList();
        return new JsonBuffer()
                .raw("{\"records\":")
                .array(newest, JsonBuffer::bytes)
                .raw("}");
    }
}
