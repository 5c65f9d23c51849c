package io.rivulet.engine.tail;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where the facts about subscriptions are appended: see {@link io.rivulet.engine.Namespace#append}. */
public interface Facts {

    CompletableFuture<AppendResult> append(StreamPath path, List<EventInput> events);
}
