package io.rivulet.client.subscription;

import java.time.Duration;
import java.util.List;

/** One connection that brings a stream, or tries to. */
interface Tail {

    /** Opens connections. */
    interface Source {

        /** Begins to connect, to bring what comes after a checkpoint. */
        Tail open(Checkpoint from, Listener listener);
    }

    /** Is told what happens on a connection, on any thread, also after it was closed. */
    interface Listener {

        /**
         * The node has answered.
         *
         * @param appliedOffset how far the node was in the log of the stream's partition, {@link #UNKNOWN} when it does not say
         */
        void opened(long appliedOffset);

        /** Something came; no frames if it was a heartbeat. Nothing more comes until {@link Tail#more} is called. */
        void received(List<SseFrame> frames);

        /**
         * Nothing more will come.
         *
         * @param notBefore how long the node asks to wait, or zero
         */
        void ended(Failure failure, Duration notBefore);
    }

    /** A node that does not say how far it is. */
    long UNKNOWN = -2;

    /** What was received has been taken. */
    void more();

    /** Ends the connection; more than once does no harm. */
    void close();

    /** Ends the connection, and lets the next one be to another node if there is one. */
    void closeAndAvoid();
}
