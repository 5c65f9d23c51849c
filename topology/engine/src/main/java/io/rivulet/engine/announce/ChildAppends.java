package io.rivulet.engine.announce;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where announcements go: to streams of any owner. */
@FunctionalInterface
public interface ChildAppends {

    /** Appends a batch. Completes when its events are in the stream, perhaps from before, and exceptionally if they are not. */
    CompletionStage<?> append(StreamPath ancestor, List<EventInput> events);
}
