package io.rivulet.plugins.ingest;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamId;
import io.rivulet.api.processor.AppendRefusedException;
import io.rivulet.api.processor.Appended;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.Work;
import io.rivulet.plugins.contract.CheckedContract;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What the effects of one batch use. Any thread. */
final class BatchContext implements ProcessorContext {

    private static final Logger LOG = LoggerFactory.getLogger(BatchContext.class);

    private final CheckedContract contract;
    private final StreamId stream;
    private final long maxOffset;
    private final long checkpointOffset;
    private final EffectHost host;
    private final OpenWork work = new OpenWork();

    BatchContext(CheckedContract contract, StreamId stream, long maxOffset, long checkpointOffset, EffectHost host) {
        this.contract = contract;
        this.stream = stream;
        this.maxOffset = maxOffset;
        this.checkpointOffset = checkpointOffset;
        this.host = host;
    }

    OpenWork work() {
        return work;
    }

    @Override
    public StreamId stream() {
        return stream;
    }

    @Override
    public Contract contract() {
        return contract.contract();
    }

    @Override
    public long maxOffset() {
        return maxOffset;
    }

    @Override
    public long checkpointOffset() {
        return checkpointOffset;
    }

    @Override
    public CompletionStage<Appended> append(EventInput event) {
        return append(stream, event);
    }

    @Override
    public CompletionStage<Appended> append(String target, EventInput event) {
        return append(new StreamId(stream.namespace(), stream.path().resolve(target)), event);
    }

    private CompletionStage<Appended> append(StreamId target, EventInput event) {
        contract.checkEmitted(event);
        EventInput.Source source =
                new EventInput.Source(contract().slug(), contract().version());
        return host.append(
                target,
                new EventInput(
                        event.type(),
                        event.payload(),
                        event.metadata(),
                        source,
                        event.idempotencyKey(),
                        event.expectedOffset()));
    }

    @Override
    public void blockProcessorWhile(Work piece) {
        work.begin();
        work.waitFor(start(piece));
    }

    @Override
    public void runInBackground(Work piece) {
        start(piece).whenComplete((done, failure) -> {
            if (failure != null) {
                Throwable cause = Failures.cause(failure);
                logFailure(cause);
                host.backgroundFailed(stream, cause);
            }
        });
    }

    /** A refusal is no fault of anybody: one line tells it. */
    private void logFailure(Throwable cause) {
        boolean isRefusal = cause instanceof AppendRefusedException;
        LoggingEventBuilder log = (isRefusal ? LOG.atInfo() : LOG.atWarn().setCause(cause))
                .addKeyValue("processor", contract().slug())
                .addKeyValue("stream", stream);
        if (isRefusal) {
            log.addKeyValue("reason", cause.getMessage())
                    .log("a stream refused what a processor appended in the background");
        } else {
            log.log("work of a processor in the background failed; it is not repeated");
        }
    }

    /** Failing to start is failing, and reaches nobody but the one who waits. */
    private CompletionStage<?> start(Work piece) {
        CompletionStage<?> started;
        try {
            started = piece.start();
        } catch (Throwable thrown) {
            return CompletableFuture.failedStage(thrown);
        }
        host.workStarted(stream, started);
        return started;
    }

    @Override
    public Executor executor() {
        return host.executor();
    }
}
