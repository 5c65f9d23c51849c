package io.rivulet.engine.cluster;

import org.jspecify.annotations.Nullable;

/**
 * How a partition does on this node.
 *
 * @param isOwner whether this node folds it for all, and not as a copy
 * @param applied the offset of the last record folded, -1 for none
 * @param restore how far a restore is, or a copy that is being built; null while there is none
 */
public record PartitionStatus(
        int partition, boolean isOwner, PartitionState state, long applied, @Nullable Restore restore) {

    /**
     * A restore that is on, or a copy that is being built.
     *
     * @param from the offset that it began at
     * @param to the offset that it goes to, exclusive
     * @param at the next offset
     * @param recordsPerSecond in the last seconds; 0 while that cannot be said
     */
    public record Restore(long from, long to, long at, double recordsPerSecond) {

        /** Seconds that are left at this pace, -1 while that cannot be said. */
        public double remainingSeconds() {
            return recordsPerSecond > 0 ? Math.max(0, to - at) / recordsPerSecond : -1;
        }
    }
}
