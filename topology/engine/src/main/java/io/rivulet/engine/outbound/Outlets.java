package io.rivulet.engine.outbound;

import org.jspecify.annotations.Nullable;

/** Makes the ways out that streams configure. Any thread; cheap, since it is asked again and again. */
public interface Outlets extends AutoCloseable {

    /** Knows none. */
    Outlets NONE = new Outlets() {

        @Override
        public Outlet webhook(String url, @Nullable String secret) {
            throw new IllegalArgumentException("This node has no webhooks");
        }

        @Override
        public Outlet topic(String topic) {
            throw new IllegalArgumentException("This node publishes to no topics");
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    };

    /**
     * Posts batches to a URL.
     *
     * @param secret what batches are signed with, or null for no signature
     * @throws IllegalArgumentException if it may not, or if that is no URL; the message says what to change
     */
    Outlet webhook(String url, @Nullable String secret);

    /**
     * Publishes events to a topic of Kafka's.
     *
     * @throws IllegalArgumentException if it may not
     */
    Outlet topic(String topic);

    @Override
    void close();
}
