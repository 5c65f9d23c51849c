package io.rivulet.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * Where an answer came from.
 *
 * @param node the node whose store answered, host:port
 * @param life which process of that node, where this is certain: it ran from the call to the return. Null otherwise
 */
public record Origin(String node, @Nullable Long life) {

    /** Whether the two are certainly one process. */
    public boolean isSameProcess(Origin other) {
        return life != null && node.equals(other.node) && life.equals(other.life);
    }
}
