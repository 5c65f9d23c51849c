package io.rivulet.engine.tail;

/** Why a subscription ended. The stream is told of those that its owner outlives (CS-9). */
public enum Ending {
    /** The subscriber wanted no more (SUB-27). */
    UNSUBSCRIBED("unsubscribed", true),
    /** The subscriber is gone, or takes nothing any more (SUB-25). */
    BROKEN("rpc-broken", true),
    /** Another one of the same key was opened (SUB-3): come back only if that was not meant. */
    REPLACED("replaced", true),
    /** The owner failed to read for it, and its log says why: come back and resume. */
    FAILED("failed", true),
    /** The stream has another owner, or none at the moment: come back and resume. */
    MOVED("moved", false),
    /** The node is closing: come back, to any node, and resume. */
    CLOSING("closing", false);

    private final String label;
    private final boolean isFact;

    Ending(String label, boolean isFact) {
        this.label = label;
        this.isFact = isFact;
    }

    /** The stable name of this reason, as it stands in events and in what subscribers are told. */
    public String label() {
        return label;
    }

    /** Whether the stream is told; otherwise its next {@code woken} empties the roster (CS-3). */
    boolean isFact() {
        return isFact;
    }
}
