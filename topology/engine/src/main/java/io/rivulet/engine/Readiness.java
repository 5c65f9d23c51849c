package io.rivulet.engine;

/**
 * Whether a namespace serves.
 *
 * @param state what it is doing
 * @param detail one sentence for an operator, empty when it serves
 */
public record Readiness(State state, String detail) {

    public enum State {
        /** Joining the group, or waiting for partitions. Wait. */
        STARTING,
        /** Folding the log into the store, not yet at its end. Wait. */
        RESTORING,
        /** Serving every partition that this node owns. */
        SERVING,
        /** Stopped for good. An operator must act: the detail says on what. */
        FAILED
    }

    public boolean isServing() {
        return state == State.SERVING;
    }
}
