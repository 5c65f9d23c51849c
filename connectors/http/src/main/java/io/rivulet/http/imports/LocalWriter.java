package io.rivulet.http.imports;

import io.rivulet.engine.Namespace;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.Unsettled;
import io.rivulet.http.cluster.Settlement;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Appends lines to the streams of this node. */
final class LocalWriter implements Writer {

    private final Namespace namespace;
    private final Settlement settlement;
    private final Duration patience;

    LocalWriter(Namespace namespace, Settlement settlement, Duration patience) {
        this.namespace = namespace;
        this.settlement = settlement;
        this.patience = patience;
    }

    @Override
    public Offer offer(Line line) {
        return new Offer(
                line, namespace.append(line.path(), List.of(line.event())).thenCompose(result -> judge(line, result)));
    }

    private CompletableFuture<Verdict> judge(Line line, AppendResult result) {
        if (result instanceof Appended appended) {
            return CompletableFuture.completedFuture(new Verdict.Accepted(appended.isAllDuplicates()));
        }
        if (result instanceof Unsettled unsettled) {
            return settlement
                    .settle(namespace, line.path(), unsettled.records(), patience)
                    .thenApply(LocalWriter::settled);
        }
        return CompletableFuture.completedFuture(Verdict.of(Problems.of(result)));
    }

    private static Verdict settled(Settlement.Outcome outcome) {
        if (outcome instanceof Settlement.Known known) {
            return new Verdict.Accepted(known.status() == 200);
        }
        return outcome instanceof Settlement.Unknown unknown
                ? Verdict.of(unknown.problem())
                : Verdict.moved("The stream has moved");
    }
}
