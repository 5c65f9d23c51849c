package io.rivulet.app.reset;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows which lives have ended, and judges what was shown: nothing of a life whose end was acknowledged before the request or the
 * connection began, and each event in one life alone. Thread-safe.
 */
final class Lives {

    private static final int ENOUGH = 20;

    private final Map<Life, End> ended = new ConcurrentHashMap<>();
    private final Map<Place, String> lifeOf = new ConcurrentHashMap<>();
    private final Map<String, Long> newest = new ConcurrentHashMap<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicLong shown = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();

    /** When the end of a life was acknowledged, and the offset of the record that ended it; -1 if that was not learned. */
    private record End(long nanos, long offset) {}

    private record Place(String path, long offset) {}

    /** A reset was acknowledged just now. */
    void ended(Life life, long offset) {
        ended.put(life, new End(System.nanoTime(), offset));
        acknowledged(life.path(), offset);
    }

    /** Something was acknowledged, at this offset. */
    void acknowledged(String path, long offset) {
        newest.merge(path, offset, Math::max);
    }

    /** The highest offset that was acknowledged in a stream, -1 for none. */
    long newest(String path) {
        return newest.getOrDefault(path, -1L);
    }

    /**
     * Somebody shows something as current.
     *
     * @param offsets of the events that are shown; none if it is but said that this life is the current one
     */
    void shown(Life life, List<Long> offsets, Sight sight) {
        shown.incrementAndGet();
        if (life.incarnation().isEmpty() && !offsets.isEmpty()) {
            broke(sight.who() + " was shown events of " + life.path() + " without a life");
        }
        End end = ended.get(life);
        if (end != null) {
            judge(life, end, sight);
        }
        for (long offset : offsets) {
            String other = lifeOf.putIfAbsent(new Place(life.path(), offset), life.incarnation());
            if (other != null && !other.equals(life.incarnation())) {
                broke(sight.who() + " was shown offset " + offset + " as of " + life + ", which is of " + other);
            }
        }
    }

    private void judge(Life life, End end, Sight sight) {
        boolean saysHowFar = sight.appliedOffset() != Sight.UNKNOWN && end.offset() >= 0;
        boolean isAsked = end.nanos() < sight.beganNanos();
        if (saysHowFar && sight.appliedOffset() >= end.offset()) {
            broke(sight.who() + " was shown " + life + ", ended at offset " + end.offset()
                    + ", by a node that said that it was at " + sight.appliedOffset());
        } else if (isAsked && saysHowFar && !sight.isFresh()) {
            behind.incrementAndGet();
        } else if (isAsked) {
            long millis = (sight.beganNanos() - end.nanos()) / 1_000_000;
            broke(sight.who() + " was shown " + life + " though it asked " + millis + " ms after its end, at offset "
                    + end.offset() + ", was acknowledged; the node was at " + sight.appliedOffset());
        }
    }

    /** A rule was broken. */
    void broke(String what) {
        if (broken.size() < ENOUGH) {
            broken.add(what);
        }
    }

    /** The first rules that were broken. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** How often something was shown. */
    long shown() {
        return shown.get();
    }

    /** How often an owner that was deposed said by itself that it is not as far as the reset. */
    long behind() {
        return behind.get();
    }
}
