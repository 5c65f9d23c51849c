package io.rivulet.testkit.history;

/**
 * Who called, on what, where, and when. Times are nanoseconds of the one monotonic clock of the recording process.
 *
 * @param client does one thing at a time; a tail is a client of its own
 * @param via the node that was asked, host:port
 * @param returnNanos when the answer had come, or the client had given up
 */
public record Call(String client, String stream, String via, long callNanos, long returnNanos) {

    public Call {
        if (returnNanos < callNanos) {
            throw new IllegalArgumentException(
                    client + " returned at " + returnNanos + ", before it called at " + callNanos);
        }
    }
}
