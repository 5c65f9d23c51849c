package io.rivulet.engine.store;

import io.rivulet.api.Refusal;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.wire.Envelope;

/** A bug in whoever hears the verdicts. */
final class FailingVerdicts implements Verdicts {

    @Override
    public boolean awaits(Envelope envelope) {
        return true;
    }

    @Override
    public void accepted(Envelope envelope, StreamRow stream, MirrorRow event) {
        throw new IllegalStateException("planted");
    }

    @Override
    public void duplicate(Envelope envelope, StreamRow stream, KeyRow original) {
        throw new IllegalStateException("planted");
    }

    @Override
    public void refused(Envelope envelope, Refusal refusal) {
        throw new IllegalStateException("planted");
    }
}
