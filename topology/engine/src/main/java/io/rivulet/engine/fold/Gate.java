package io.rivulet.engine.fold;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.wire.Envelope;
import io.rivulet.wire.EventType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Judges one event against the working state of its stream, in the order of AP-4: idempotency key, pause gate, expected
 * offset, core reduction. (The envelope was read before.) It changes nothing; the accessors tell of the last judgement.
 * Not thread-safe.
 */
final class Gate {

    enum Judgement {
        ACCEPTED,
        DUPLICATE,
        REFUSED
    }

    private final Rows rows;
    private final CoreReducer reducer = new CoreReducer();
    private final KeyHash hash = new KeyHash();
    private final KeyRow original = new KeyRow();
    private CoreState core = CoreState.INITIAL;
    private RegistryChange change = RegistryChange.NONE;
    private Refusal refusal = new Refusal(Reason.TORN, "", -1);

    Gate(Rows rows) {
        this.rows = rows;
    }

    /** The hash of the last judged idempotency key, if it had one. */
    KeyHash hash() {
        return hash;
    }

    /** After {@link Judgement#DUPLICATE}: the event that is repeated. Valid until the next judgement. */
    KeyRow original() {
        return original;
    }

    /** After {@link Judgement#ACCEPTED}: the core state with the event. */
    CoreState core() {
        return core;
    }

    /** After {@link Judgement#ACCEPTED}: what the event does to the registries. */
    RegistryChange change() {
        return change;
    }

    /** After {@link Judgement#REFUSED}. */
    Refusal refusal() {
        return refusal;
    }

    Judgement judge(StreamRow stream, Envelope envelope, ConsumerRecord<byte[], byte[]> record) {
        if (findOriginal(stream, envelope, record.offset())) {
            return judgeRepeated(stream, envelope);
        }
        if (stream.core.paused() && !passesPause(envelope.type())) {
            return refuse(stream, Reason.PAUSED, "stream paused: " + reasonOf(stream.core) + "; resume it, or wait");
        }
        if (envelope.expectedOffset() != Envelope.NO_EXPECTATION && envelope.expectedOffset() != stream.headOffset) {
            refusal = Refusal.expectedOffset(envelope.expectedOffset(), stream.headOffset);
            return Judgement.REFUSED;
        }
        core = stream.core;
        change = RegistryChange.NONE;
        if (envelope.type().isCore()) {
            if (envelope.isBatched() && isReset(envelope.type())) {
                return refuse(
                        stream, Reason.INVALID_PAYLOAD, "A reset ends its stream, so it cannot be part of a batch");
            }
            CoreState reduced =
                    reducer.reduce(stream.core, stream, envelope.type().name(), record.value());
            if (reduced == null) {
                return refuse(stream, reducer.reason(), reducer.complaint());
            }
            core = reduced;
            change = reducer.change();
        }
        return Judgement.ACCEPTED;
    }

    /**
     * Finds the event that a record repeats, for {@link #original()}; answers whether there is one. A key counts only below
     * the record itself: after a crash its row may be there already, from the last time.
     */
    boolean findOriginal(StreamRow stream, Envelope envelope, long offset) {
        byte[] key = envelope.idempotencyKey();
        if (key == null || !stream.exists()) {
            return false;
        }
        hash.hash(stream.id, key);
        return rows.findKey(stream, hash.high(), hash.low(), original) && original.offset() < offset;
    }

    static boolean isReset(EventType type) {
        return type.isCore() && type.name().equals(CoreEvents.RESET);
    }

    /** AP-9: the types that a paused stream takes. */
    static boolean passesPause(EventType type) {
        return type.isCore()
                && switch (type.name()) {
                    case CoreEvents.RESUMED,
                            CoreEvents.ERROR_OCCURRED,
                            CoreEvents.WOKEN,
                            CoreEvents.RESET,
                            CoreEvents.SUBSCRIBER_CONNECTED,
                            CoreEvents.SUBSCRIBER_DISCONNECTED -> true;
                    default -> false;
                };
    }

    /** AP-6, AP-7: a duplicate passes the pause gate; a precondition must be the one the original could have had. */
    private Judgement judgeRepeated(StreamRow stream, Envelope envelope) {
        if (envelope.expectedOffset() != Envelope.NO_EXPECTATION
                && envelope.expectedOffset() != original.previousOffset()) {
            return refuse(
                    stream,
                    Reason.IDEMPOTENCY_MISMATCH,
                    "idempotency hit at offset " + original.offset() + ", which followed offset "
                            + original.previousOffset() + ", not " + envelope.expectedOffset()
                            + "; use a new key for a new event");
        }
        return Judgement.DUPLICATE;
    }

    private Judgement refuse(StreamRow stream, Reason reason, String detail) {
        refusal = new Refusal(reason, detail, stream.headOffset);
        return Judgement.REFUSED;
    }

    private static String reasonOf(CoreState core) {
        String reason = core.pauseReason();
        return reason == null ? "unknown reason" : reason;
    }
}
