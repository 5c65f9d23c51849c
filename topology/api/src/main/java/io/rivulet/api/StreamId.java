package io.rivulet.api;

/**
 * What identifies a stream: its namespace, as the settings name it, and its path.
 *
 * @param namespace not empty
 */
public record StreamId(String namespace, StreamPath path) {

    public StreamId {
        if (namespace.isEmpty()) {
            throw new IllegalArgumentException("a namespace has a name");
        }
    }

    /** The namespace and the path in one text, for logs. */
    @Override
    public String toString() {
        return namespace + ":" + path;
    }
}
