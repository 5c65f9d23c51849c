package io.rivulet.engine.fold;

import io.rivulet.api.Refusal;
import io.rivulet.wire.Envelope;

/** Who wants to know how records were judged: the node that waits for them. Called on the fold's thread. */
public interface Verdicts {

    /** Nobody waits: while restoring, and on a stand-by. */
    Verdicts UNHEARD = new Verdicts() {
        @Override
        public boolean awaits(Envelope envelope) {
            return false;
        }

        @Override
        public void accepted(Envelope envelope, StreamRow stream, MirrorRow event) {}

        @Override
        public void duplicate(Envelope envelope, StreamRow stream, KeyRow original) {}

        @Override
        public void refused(Envelope envelope, Refusal refusal) {}
    };

    /** Whether somebody waits for this record; only then is its verdict told. */
    boolean awaits(Envelope envelope);

    /** The record is an event. */
    void accepted(Envelope envelope, StreamRow stream, MirrorRow event);

    /** The record repeats an event; it is inert. The row is valid during the call only. */
    void duplicate(Envelope envelope, StreamRow stream, KeyRow original);

    /** The record is inert. */
    void refused(Envelope envelope, Refusal refusal);
}
