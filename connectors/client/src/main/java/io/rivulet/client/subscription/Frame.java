package io.rivulet.client.subscription;

import io.rivulet.client.model.StreamEvent;
import java.util.List;

/** What a node sends on a tail. */
sealed interface Frame {

    /**
     * Events, in order.
     *
     * @param incarnation the life of the stream that they are in; empty while the stream does not exist
     * @param resumeAfter the offset to resume after once they have been taken, -1 for the beginning
     * @param maxOffset of the stream's last event, -1 while it does not exist
     */
    record Batch(String incarnation, List<StreamEvent> events, long resumeAfter, long maxOffset) implements Frame {}

    /** The stream has ended its life. */
    record Reset(String incarnation) implements Frame {}

    /** The node asks to come back, to any node. */
    record ComeBack(String reason) implements Frame {

        /** The owner could not read for it, which may be so again; anything else passes by itself. */
        boolean isFailure() {
            return reason.equals("failed");
        }
    }

    /** The node ends the subscription, and does not want it back. */
    record Close(String reason) implements Frame {

        /** Another subscription took the key (SUB-3). */
        boolean isReplacement() {
            return reason.equals("replaced");
        }
    }

    /** Something that is not known here. */
    record Unknown() implements Frame {}
}
