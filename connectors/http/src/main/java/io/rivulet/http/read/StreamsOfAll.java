package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.http.cluster.Gathering;
import io.rivulet.http.cluster.Gathering.Part;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The streams of all owners, in the order of their paths: each gives a page of its own, which are merged into one. */
record StreamsOfAll(Namespace namespace, StreamPath under, @Nullable StreamPath after, int limit)
        implements Gathering.Question {

    @Override
    public String items() {
        return "streams";
    }

    @Override
    public JsonBuffer here(Collection<Integer> partitions) {
        return Pages.streams(Problems.require(namespace.streams(partitions, under, after, limit), under));
    }

    @Override
    public JsonBuffer together(List<Part> parts) {
        List<Entry> all = parts.stream()
                .flatMap(part -> part.items().stream())
                .map(item -> new Entry(StreamPath.normalise(Gathering.text(item, "path")), item))
                .sorted(Comparator.comparing(Entry::path))
                .toList();
        boolean hasMore = all.size() > limit || parts.stream().anyMatch(StreamsOfAll::hasMore);
        List<Entry> page = all.subList(0, Math.min(limit, all.size()));
        long total = parts.stream().mapToLong(part -> number(part, "total")).sum();
        JsonBuffer json =
                new JsonBuffer().raw("{\"streams\":").array(page, (array, entry) -> array.bytes(entry.json()));
        json.raw(",\"next\":")
                .text(
                        hasMore && !page.isEmpty()
                                ? page.get(page.size() - 1).path().value()
                                : null);
        return json.raw(",\"total\":").number(total).raw("}");
    }

    private record Entry(StreamPath path, byte[] json) {}

    private static boolean hasMore(Part part) {
        return !text(part, "next").equals("null");
    }

    private static long number(Part part, String member) {
        return Long.parseLong(text(part, member));
    }

    private static String text(Part part, String member) {
        byte[] value = part.others().get(member);
        return value == null ? "null" : new String(value, StandardCharsets.UTF_8);
    }
}
