package io.rivulet.client.subscription;

import org.jspecify.annotations.Nullable;

/**
 * Why a subscription begins again, or has stopped.
 *
 * @param detail one sentence for people
 * @param cause what was thrown, if anything was
 */
public record Failure(Kind kind, String detail, @Nullable Throwable cause) {

    /** What failed. */
    public enum Kind {
        /** No connection, or it was lost. */
        CONNECTION,
        /** The node says that it cannot now, or asks to come back. */
        NOT_NOW,
        /** The node refuses, and will refuse until something is changed: the URL, the namespace, the credentials. */
        REFUSED,
        /** Nothing came for too long, not even a heartbeat (BR-17). */
        SILENCE,
        /** What came is not what a node sends. */
        MALFORMED,
        /** Events are missing before what came. */
        GAP,
        /** The node has not come as far in the log as the copy has. */
        BEHIND,
        /** The stream began anew, and has to be read from its beginning. */
        RESET,
        /** The caller's copy failed. */
        COPY,
        /** Another subscription of the same key was opened, and coming back would take the key back (SUB-3). */
        REPLACED
    }

    static Failure of(Kind kind, String detail) {
        return new Failure(kind, detail, null);
    }

    static Failure copy(String what, Throwable thrown) {
        return new Failure(Kind.COPY, what + ": " + thrown, thrown);
    }

    /** Whether another node may do better. */
    boolean isOfTheNode() {
        return switch (kind) {
            case CONNECTION, NOT_NOW, SILENCE, MALFORMED, BEHIND -> true;
            case REFUSED, GAP, RESET, COPY, REPLACED -> false;
        };
    }

    /** Whether trying again has little hope from the start. */
    boolean isRefusal() {
        return kind == Kind.REFUSED;
    }
}
