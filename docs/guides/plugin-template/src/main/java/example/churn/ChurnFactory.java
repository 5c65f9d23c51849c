package example.churn;

import io.rivulet.api.EventInput;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.api.processor.ReducedEvent;
import io.rivulet.typed.JsonPayload;
import io.rivulet.typed.TypedProcessor;

/** How often a file changes, and a note in its stream at each hundredth change. */
public final class ChurnFactory implements ProcessorFactory {

    private static final String COMMIT = "{\"type\":\"object\",\"required\":[\"commit\"],"
            + "\"properties\":{\"commit\":{\"type\":\"string\"},\"committedAt\":{\"type\":\"integer\"}}}";

    record Change(String commit, long committedAt) {}

    record Churn(long changes, String lastCommit) {
        Churn plus(Change change) {
            return new Churn(changes + 1, change.commit());
        }
    }

    @Override
    public Contract contract() {
        return Contract.builder("churn", "1")
                .description("How often a file changes.")
                .owns(
                        EventDefinition.of("file.added", "A file is new.", COMMIT, "{\"commit\":\"5de68ef4\"}"),
                        EventDefinition.of("file.modified", "A file has changed.", COMMIT, "{\"commit\":\"57be6c81\"}"),
                        EventDefinition.of("file.hot", "A file has changed a hundred times more."))
                .consumes("file.added", "file.modified")
                .emits("file.hot")
                .state("{\"type\":\"object\",\"properties\":{"
                        + "\"changes\":{\"type\":\"integer\",\"default\":0},\"lastCommit\":{\"type\":[\"string\",\"null\"]}}}")
                .build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return TypedProcessor.withState(Churn.class)
                .reduce("file.added", Change.class, (churn, change, event) -> churn.plus(change))
                .reduce("file.modified", Change.class, (churn, change, event) -> churn.plus(change))
                .effect("file.modified", ChurnFactory::tellHundreds)
                .build();
    }

    private static void tellHundreds(ReducedEvent<Churn> reduced, ProcessorContext context) {
        if (reduced.after().changes() % 100 == 0) {
            EventInput hot = EventInput.of("file.hot", JsonPayload.of(reduced.after()))
                    .withIdempotencyKey(context.key("hot", reduced.event()));
            context.blockProcessorWhile(() -> context.append(hot));
        }
    }
}
