package io.rivulet.client.connection;

import java.time.Duration;

/**
 * How long a client waits for what.
 *
 * @param connect for a node to take a connection
 * @param answer for the answer to one attempt; longer than a node waits for a verdict ({@code append.timeout.ms})
 * @param outage for a node that takes the call, while none can be reached or all say that they cannot now (BR-51)
 */
public record Patience(Duration connect, Duration answer, Duration outage) {

    public Patience {
        requirePositive("connect", connect);
        requirePositive("answer", answer);
        if (outage.isNegative()) {
            throw new IllegalArgumentException("outage must not be negative; it was " + outage);
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive; it was " + duration);
        }
    }
}
