package io.rivulet.engine.lane;

import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionReader;
import java.util.List;
import java.util.Optional;

/** Who subscribes to which stream. */
public interface Directory {

    /** Nobody, ever. */
    Directory EMPTY = new Directory() {

        @Override
        public boolean mayHave(StreamRow stream) {
            return false;
        }

        @Override
        public List<Subscriber> of(StreamRow stream, PartitionReader reader) {
            return List.of();
        }
    };

    /** Whether a stream may have subscribers. On the thread that folds: looks at nothing but the row. */
    boolean mayHave(StreamRow stream);

    /** The subscribers of a stream as it is configured now, at most one of each lane. On a thread of the lanes. */
    List<Subscriber> of(StreamRow stream, PartitionReader reader);

    /** The subscriber of a lane as it is configured now; empty when it is gone. */
    default Optional<Subscriber> find(StreamRow stream, PartitionReader reader, String lane) {
        return of(stream, reader).stream()
                .filter(subscriber -> subscriber.lane().equals(lane))
                .findFirst();
    }
}
