package io.rivulet.engine.query;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.query.Answer.Found;
import io.rivulet.engine.query.Answer.Moved;
import io.rivulet.engine.query.Answer.Restoring;
import io.rivulet.engine.store.DigestScan;
import io.rivulet.engine.store.PartitionReader;
import io.rivulet.wire.Flaw;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The questions that are about several partitions of this node. Any partition that cannot answer makes the whole not answer. */
public final class NamespaceQueries {

    private static final NewestFirst<QuarantinedRecord> NEWEST = new NewestFirst<>(
            QuarantinedRecord::partition,
            QuarantinedRecord::offset,
            Comparator.comparingLong(QuarantinedRecord::timestamp).reversed());

    private final Asker asker;

    public NamespaceQueries(Asker asker) {
        this.asker = asker;
    }

    /** See {@link io.rivulet.engine.Namespace#streams}. */
    public Answer<StreamPage> streams(
            Collection<Integer> partitions, StreamPath under, @Nullable StreamPath after, int limit) {
        return all(
                partitions,
                (partition, reader) -> reader.streams(under, after, limit + 1),
                found -> page(found, limit));
    }

    /** See {@link io.rivulet.engine.Namespace#quarantine}. */
    public Answer<QuarantinePage> quarantine(Map<Integer, Long> below, int limit) {
        return all(
                below.keySet(),
                (partition, reader) -> reader.quarantine(below.getOrDefault(partition, 0L), limit + 1).stream()
                        .map(entry -> quarantined(partition, entry))
                        .toList(),
                found -> {
                    var page = NEWEST.merge(found.stream().flatMap(List::stream).toList(), Map.of(), limit);
                    return new QuarantinePage(page.items(), page.next());
                });
    }

    /** See {@link io.rivulet.engine.Namespace#quarantined}. */
    public Answer<QuarantinedRecord> quarantined(int partition, long offset) {
        return asker.ask(partition, reader -> reader.quarantine(offset + 1, 1).stream()
                .filter(entry -> entry.offset() == offset)
                .map(entry -> quarantined(partition, entry))
                .findFirst()
                .orElse(null));
    }

    /** See {@link io.rivulet.engine.Namespace#digests}. */
    public Answer<List<PartitionDigest>> digests(Collection<Integer> partitions) {
        return all(partitions, NamespaceQueries::digest, found -> found);
    }

    private static PartitionDigest digest(int partition, PartitionReader reader) {
        DigestScan.Result sum = reader.digest();
        return new PartitionDigest(partition, sum.applied(), sum.rows(), sum.sha256());
    }

    private static QuarantinedRecord quarantined(int partition, PartitionReader.Quarantined entry) {
        Flaw flaw = Flaw.valueOf(entry.flaw());
        return new QuarantinedRecord(partition, entry.offset(), entry.timestamp(), flaw.label(), flaw.detail());
    }

    private static StreamPage page(List<PartitionReader.Streams> found, int limit) {
        List<StreamPage.Entry> entries = found.stream()
                .flatMap(streams -> streams.rows().stream())
                .map(NamespaceQueries::entry)
                .sorted(Comparator.comparing(StreamPage.Entry::path))
                .limit(limit + 1L)
                .toList();
        boolean hasMore = entries.size() > limit;
        List<StreamPage.Entry> page = hasMore ? entries.subList(0, limit) : entries;
        long total = found.stream().mapToLong(PartitionReader.Streams::total).sum();
        return new StreamPage(page, hasMore ? page.get(page.size() - 1).path() : null, total);
    }

    private static StreamPage.Entry entry(StreamRow row) {
        return new StreamPage.Entry(
                StreamPath.fromKey(row.path()),
                row.count(),
                new Head(row.headOffset(), row.count() - 1),
                row.core().createdAt());
    }

    /** A question to one of several partitions. */
    private interface PartitionQuestion<R> {
        R ask(int partition, PartitionReader reader);
    }

    private <R, T> Answer<T> all(
            Collection<Integer> partitions, PartitionQuestion<R> question, Function<List<R>, T> together) {
        List<R> found = new ArrayList<>();
        for (int at : partitions) {
            Answer<R> answer = asker.ask(at, reader -> question.ask(at, reader));
            if (answer instanceof Found<R> one) {
                found.add(one.value());
            } else if (answer instanceof Restoring<R> restoring) {
                return new Restoring<>(restoring.detail());
            } else {
                return new Moved<>(answer instanceof Moved<R> moved ? moved.detail() : "no answer");
            }
        }
        return new Found<>(together.apply(found), -1);
    }
}
