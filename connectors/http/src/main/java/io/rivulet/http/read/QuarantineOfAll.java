package io.rivulet.http.read;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.query.NewestFirst;
import io.rivulet.http.cluster.Gathering;
import io.rivulet.http.cluster.Gathering.Part;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.Problems;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of all owners that are no events, a page, newest first. */
record QuarantineOfAll(Namespace namespace, QuarantineCursor from, int limit) implements Gathering.Question {

    /** A record as an owner has told it. */
    private record Item(int partition, long offset, String timestamp, byte[] json) {

        static Item of(byte[] json) {
            return new Item(
                    Integer.parseInt(Gathering.text(json, "partition")),
                    Long.parseLong(Gathering.text(json, "offset")),
                    Gathering.text(json, "timestamp"),
                    json);
        }
    }

    /** Times are written in one form, whose order as texts is their order in time. */
    private static final NewestFirst<Item> NEWEST = new NewestFirst<>(
            Item::partition, Item::offset, Comparator.comparing(Item::timestamp).reversed());

    @Override
    public String items() {
        return "records";
    }

    @Override
    public JsonBuffer here(Collection<Integer> partitions) {
        return Pages.quarantine(Problems.require(namespace.quarantine(from.of(partitions), limit), StreamPath.ROOT));
    }

    @Override
    public JsonBuffer together(List<Part> parts) {
        Map<Integer, Long> more = new HashMap<>();
        parts.forEach(part -> more.putAll(
                QuarantineCursor.parse(next(part), namespace.partitions()).orNone()));
        List<Item> items = parts.stream()
                .flatMap(part -> part.items().stream())
                .map(Item::of)
                .toList();
        NewestFirst.Page<Item> page = NEWEST.merge(items, more, limit);
        JsonBuffer json =
                new JsonBuffer().raw("{\"records\":").array(page.items(), (array, item) -> array.bytes(item.json()));
        return json.raw(",\"next\":")
                .text(new QuarantineCursor(new TreeMap<>(page.next())).text())
                .raw("}");
    }

    private static @Nullable String next(Part part) {
        byte[] value = part.others().get("next");
        if (value == null) {
            return null;
        }
        JsonReader json = new JsonReader(value);
        return json.next() == JsonToken.VALUE_STRING ? json.text() : null;
    }
}
