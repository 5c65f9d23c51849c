package io.rivulet.client.subscription;

import io.rivulet.client.subscription.Advance.GapException;
import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.Frame.Batch;

/**
 * Holds what a tail brings against what the copy has, and hands on what is new: nothing of another life of the stream before the copy
 * has forgotten its own, nothing twice, nothing behind a gap, and nothing that a node says which is not as far in the log as others were.
 * One thread at a time.
 */
final class Ingestion {

    /** A node that is behind has this often to be so, one connection after the other, until its log is taken for shorter (BR-34). */
    private static final int TIMES_BEHIND = 5;

    private final StreamCopy copy;
    private final boolean isDense;
    private Checkpoint position = Checkpoint.NOW;
    private boolean isFirstBatch;
    private int timesBehind;

    /** How far in the log a node was that was believed; a copy that was discarded would not know. */
    private long farthest = -1;

    /** @param isDense whether the tails bring every event of the stream */
    Ingestion(StreamCopy copy, boolean isDense) {
        this.copy = copy;
        this.isDense = isDense;
    }

    /** A connection begins, after the checkpoint that is stored by now (BR-42). */
    Checkpoint begin() throws FailureException {
        try {
            position = copy.checkpoint();
        } catch (Throwable e) {
            throw new FailureException(Failure.copy("The checkpoint cannot be read", e));
        }
        isFirstBatch = true;
        return position;
    }

    /** Where the copy is. */
    Checkpoint position() {
        return position;
    }

    /**
     * Looks whether a batch is of the copy's life, and discards a copy of another one.
     *
     * @param appliedOffset how far the node was in the log when the connection was opened, or {@link Tail#UNKNOWN}
     * @return whether it is the connection's first one, so that the subscription stands now
     */
    boolean admit(Batch batch, long appliedOffset) throws FailureException {
        boolean isFirst = isFirstBatch;
        isFirstBatch = false;
        if (isFirst) {
            requireNotBehind(batch, appliedOffset);
        }
        farthest = Math.max(farthest, batch.maxOffset());
        if (position.isEmpty() || batch.incarnation().equals(position.incarnation())) {
            return isFirst;
        }
        beginAnew(batch.incarnation());
        if (isFirst && !isFromItsBeginning(batch)) {
            throw new FailureException(Failure.of(Kind.RESET, "The stream began anew while nobody listened"));
        }
        return isFirst;
    }

    /**
     * BR-34. A node may take a while to learn that it no longer owns the stream, and is then behind. It is not believed, neither about
     * the stream's end nor about its life; only when that goes on is it the log that has been cut, or replaced.
     */
    private void requireNotBehind(Batch batch, long appliedOffset) throws FailureException {
        boolean isTold = appliedOffset != Tail.UNKNOWN;
        long reached = isTold ? appliedOffset : batch.maxOffset();
        long ofTheCopy = position.isEmpty() ? -1 : position.floor();
        long floor = isTold ? Math.max(farthest, ofTheCopy) : ofTheCopy;
        if (reached >= floor) {
            farthest = Math.max(farthest, reached);
            timesBehind = 0;
            return;
        }
        if (++timesBehind >= TIMES_BEHIND) {
            farthest = reached;
            if (ofTheCopy > reached) {
                beginAnew("");
            }
        }
        throw new FailureException(Failure.of(
                Kind.BEHIND, "The node is at offset " + reached + " of the log, which has come to " + floor));
    }

    /** BR-30 to BR-33: what the copy has is of another life. */
    void beginAnew(String incarnation) throws FailureException {
        Checkpoint beginning = new Checkpoint(incarnation, -1L, -1);
        try {
            copy.discard(beginning);
        } catch (Throwable e) {
            throw new FailureException(Failure.copy("The copy could not be discarded", e));
        }
        timesBehind = 0;
        position = beginning;
    }

    /** A tail was asked for what comes after the old copy's offset, which may be in the middle of the new life. */
    private boolean isFromItsBeginning(Batch batch) {
        return batch.maxOffset() < 0
                || (isDense
                        && !batch.events().isEmpty()
                        && batch.events().get(0).index() == 0);
    }

    /**
     * BR-40: hands on what the copy does not have yet.
     *
     * @return whether events were ingested
     */
    boolean ingest(Batch batch) throws FailureException {
        try {
            Advance advance = Advance.of(position, batch, isDense);
            if (advance.next().equals(position)) {
                return false;
            }
            copy.ingest(advance.events(), advance.next());
            position = advance.next();
            return !advance.events().isEmpty();
        } catch (GapException e) {
            throw new FailureException(Failure.of(Kind.GAP, String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            throw new FailureException(Failure.copy("Ingesting failed", e));
        }
    }

    /** Something failed for which the subscription begins again. */
    static final class FailureException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        private FailureException(Failure failure) {
            super(failure.detail(), failure.cause());
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }
}
