package io.rivulet.engine.append;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rivulet.api.Refusal;
import io.rivulet.engine.append.AppendResult.AppendedEvent;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreClosedException;
import io.rivulet.engine.store.StreamResetException;
import io.rivulet.wire.Envelope;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The appends of this node that wait for their verdicts, found by the id of their records. An id is this node's own prefix
 * and a number, so a record of anybody else is told apart without a look-up.
 *
 * <p>A record is {@linkplain #register registered} before it is sent: the fold can be faster than the producer's callback.
 */
final class PendingAppends {

    private static final int FEW = 2;

    private final byte[] prefix;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentHashMap<Long, Place> places = new ConcurrentHashMap<>();
    private final Executor answers;

    PendingAppends(RandomGenerator random, Executor answers) {
        prefix = (HexFormat.of().toHexDigits(random.nextLong()) + "-").getBytes(US_ASCII);
        this.answers = answers;
    }

    /** Where the verdict on a record belongs. */
    private record Place(Attempt attempt, int position) {}

    /** Makes an id for the record at a position of an attempt, and waits for its verdict. */
    String register(Attempt attempt, int position) {
        long number = numbers.incrementAndGet();
        places.put(number, new Place(attempt, position));
        return new String(prefix, US_ASCII) + number;
    }

    /** No longer waits for a record. */
    void forget(String id) {
        places.remove(Long.parseLong(id, prefix.length, id.length(), 10));
    }

    /** Gives up what is overdue. */
    void expire(long now) {
        places.forEach((number, place) -> {
            if (place.attempt().isOverdue(now)) {
                places.remove(number);
                place.attempt().lose("the verdict did not come in time");
            }
        });
    }

    /** This node no longer folds a partition. */
    void orphan(int partition) {
        places.forEach((number, place) -> {
            if (place.attempt().partition() == partition) {
                places.remove(number);
                answers.execute(place.attempt()::orphan);
            }
        });
    }

    /** Gives up everything. */
    void loseAll(String detail) {
        places.forEach((number, place) -> {
            places.remove(number);
            place.attempt().lose(detail);
        });
    }

    /** Hears the verdicts of one partition. */
    Answers answers(PartitionStore store) {
        return new Answers(store);
    }

    private @Nullable Place take(byte @Nullable [] id) {
        if (id == null || id.length <= prefix.length || id.length > prefix.length + 18 || places.isEmpty()) {
            return null;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (id[i] != prefix[i]) {
                return null;
            }
        }
        long number = 0;
        for (int i = prefix.length; i < id.length; i++) {
            if (id[i] < '0' || id[i] > '9') {
                return null;
            }
            number = number * 10 + (id[i] - '0');
        }
        return places.remove(number);
    }

    /** Gathers the verdicts of a group of records, and answers when the group's rows are written. The fold's thread. */
    final class Answers implements Verdicts {

        private final PartitionStore store;
        private List<Runnable> ready = new ArrayList<>();
        private @Nullable Place place;

        private Answers(PartitionStore store) {
            this.store = store;
        }

        @Override
        public boolean awaits(Envelope envelope) {
            place = take(envelope.id());
            return place != null;
        }

        @Override
        public void accepted(Envelope envelope, StreamRow stream, MirrorRow event) {
            Place at = place();
            if (at.attempt().judged(at.position(), stream, new AppendedEvent(event, false))) {
                ready.add(at.attempt()::complete);
            }
        }

        /** The event that is repeated is read when its row is certainly written. */
        @Override
        public void duplicate(Envelope envelope, StreamRow stream, KeyRow original) {
            Place at = place();
            long index = original.index();
            ready.add(() -> answerDuplicate(at, stream, index));
        }

        private void answerDuplicate(Place at, StreamRow stream, long index) {
            try {
                MirrorRow event = store.reader().event(stream, index);
                if (at.attempt().judged(at.position(), stream, new AppendedEvent(event, true))) {
                    at.attempt().complete();
                }
            } catch (StreamResetException e) {
                at.attempt().lose("the stream was reset when the event that it repeats was to be read");
            } catch (StoreClosedException e) {
                at.attempt().orphan();
            }
        }

        @Override
        public void refused(Envelope envelope, Refusal refusal) {
            Place at = place();
            if (at.attempt().refused(refusal)) {
                ready.add(at.attempt()::complete);
            }
        }

        /**
         * The rows of the group are written. A few answers are given here and now, since waking another thread takes longer;
         * many are handed over, so that folding goes on.
         */
        void groupEnded() {
            if (ready.isEmpty()) {
                return;
            }
            List<Runnable> group = ready;
            ready = new ArrayList<>();
            if (group.size() <= FEW) {
                group.forEach(Runnable::run);
            } else {
                answers.execute(() -> group.forEach(Runnable::run));
            }
        }

        private Place place() {
            if (place == null) {
                throw new IllegalStateException("a verdict that nobody waits for");
            }
            return place;
        }
    }
}
