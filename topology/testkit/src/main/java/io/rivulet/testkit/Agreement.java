package io.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.Progress;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.testkit.RowKey.Family;
import io.rivulet.testkit.model.PlainEvent;
import io.rivulet.testkit.model.PlainStream;
import io.rivulet.testkit.model.ReferenceModel;
import io.rivulet.testkit.model.Verdict;
import io.rivulet.testkit.model.Verdict.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what a fold came to with what the model says, row by row. */
public final class Agreement {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ReferenceModel model;
    private final MapRows rows;
    private final Progress progress;
    private final RecordedVerdicts verdicts;
    private final List<String> differences = new ArrayList<>();

    private Agreement(ReferenceModel model, FoldRun run) {
        this.model = model;
        rows = run.rows();
        progress = run.progress();
        verdicts = run.verdicts();
    }

    /** Where the two differ, one sentence each; empty if they agree. */
    public static List<String> differences(ReferenceModel model, FoldRun run) {
        run.checkpoint();
        Agreement agreement = new Agreement(model, run);
        agreement.compareVerdicts();
        agreement.compareCounts();
        agreement.expect(
                "streams", model.streams().keySet(), agreement.rows.streams().keySet());
        agreement.expect("streams with subscriptions", model.subscribed(), agreement.rows.subscribed());
        if (agreement.differences.isEmpty()) {
            model.streams().forEach(agreement::compareStream);
        }
        return agreement.differences;
    }

    private void compareVerdicts() {
        verdicts.all()
                .forEach((id, told) ->
                        expect("verdict at " + id, model.verdicts().get(Long.valueOf(id)), told));
        model.flaws().forEach((offset, flaw) -> expect("flaw at " + offset, flaw, rows.flaw(offset)));
    }

    private void compareCounts() {
        expect("accepted", count(Kind.ACCEPTED), progress.accepted());
        expect("duplicates", count(Kind.DUPLICATE), progress.duplicates());
        expect("refused", count(Kind.REFUSED), progress.refused());
        expect("quarantined", (long) model.flaws().size(), progress.quarantined());
        expect("quarantine rows", (long) model.flaws().size(), rows.count(Family.QUARANTINE));
        expect("births", model.births(), rows.births());
        expect("resets", model.resets(), progress.resets());
        long events = model.streams().values().stream()
                .mapToLong(stream -> stream.events().size())
                .sum();
        expect("mirror rows", events, rows.count(Family.MIRROR));
        expect("feed rows", closedRows(), rows.count(Family.FEED));
        long streams = model.streams().values().stream()
                .filter(stream -> !stream.events().isEmpty())
                .count();
        expect("streams with an event", streams, progress.streams());
        long keys = model.streams().values().stream()
                .mapToLong(stream -> stream.byKey().size())
                .sum();
        expect("key rows", keys, rows.count(Family.KEYS));
    }

    private long closedRows() {
        return rows.streams().values().stream()
                .mapToLong(StreamRow::closedFeedRows)
                .sum();
    }

    private long count(Kind kind) {
        return model.verdicts().values().stream()
                .map(Verdict::kind)
                .filter(kind::equals)
                .count();
    }

    private void compareStream(String path, PlainStream expected) {
        StreamRow stream = rows.stream(path);
        expect(path + " count", (long) expected.events().size(), stream.count());
        expect(path + " head", expected.head(), stream.headOffset());
        expectJson(path + " state", expected.state("n"), json(stream.stateJson("n", rows.registries(stream))));
        expect(path + " types", expected.byType(), rows.types(stream));
        expect(path + " feed", expected.feed(), rows.feed(stream));
        for (PlainEvent event : expected.events()) {
            MirrorRow row = rows.mirror(stream, event.index());
            byte[] served = served(row);
            expectJson(path + " event " + event.index(), event.served(), json(served));
            MirrorRow told = verdicts.eventAt(event.offset());
            if (told != null && !Arrays.equals(served(told), served)) {
                differences.add("the event told at " + event.offset() + " is not the one stored");
            }
            expect(path + " offset of event " + event.index(), event.offset(), row.offset());
        }
        for (Map.Entry<String, PlainEvent> entry : expected.byKey().entrySet()) {
            KeyRow row = rows.key(stream, entry.getKey());
            PlainEvent event = entry.getValue();
            expect(
                    path + " key " + entry.getKey(),
                    List.of(event.offset(), event.previousOffset(), event.index()),
                    row == null ? null : List.of(row.offset(), row.previousOffset(), row.index()));
        }
    }

    private void expect(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            differences.add(what + ": the model says " + expected + ", the fold says " + actual);
        }
    }

    /** Numbers are equal if their values are: 1, 1.0 and 10e-1. */
    private void expectJson(String what, JsonNode expected, JsonNode actual) {
        if (!expected.equals(Agreement::compare, actual)) {
            differences.add(what + ": the model says " + expected + ", the fold says " + actual);
        }
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private static byte[] served(MirrorRow row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            row.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to an array", e);
        }
        return out.toByteArray();
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the fold serves what is not JSON: " + new String(text, UTF_8), e);
        }
    }
}
