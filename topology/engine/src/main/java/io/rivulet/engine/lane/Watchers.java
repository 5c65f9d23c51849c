package io.rivulet.engine.lane;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who wants to know when a lane of a stream has had a turn (PR-23). Costs a turn nothing while nobody does. Any thread. */
final class Watchers {

    private final Map<ByteBuffer, Set<Runnable>> byPath = new ConcurrentHashMap<>();

    /**
     * Begins to watch a stream.
     *
     * @param onTurn called on whatever thread ends a turn, so it must be quick; the same one may be called by several at a time
     * @return ends it
     */
    Watch add(byte[] path, Runnable onTurn) {
        ByteBuffer key = ByteBuffer.wrap(path.clone());
        byPath.compute(key, (unused, watching) -> {
            Set<Runnable> all = watching == null ? ConcurrentHashMap.newKeySet() : watching;
            all.add(onTurn);
            return all;
        });
        return () -> byPath.computeIfPresent(key, (unused, watching) -> {
            watching.remove(onTurn);
            return watching.isEmpty() ? null : watching;
        });
    }

    void tell(byte[] path) {
        if (byPath.isEmpty()) {
            return;
        }
        Set<Runnable> watching = byPath.get(ByteBuffer.wrap(path));
        if (watching != null) {
            watching.forEach(Runnable::run);
        }
    }

    /** Something has changed that may concern anybody. */
    void tellAll() {
        byPath.values().forEach(watching -> watching.forEach(Runnable::run));
    }
}
