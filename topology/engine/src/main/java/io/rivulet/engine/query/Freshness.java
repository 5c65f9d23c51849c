package io.rivulet.engine.query;

/**
 * How new a read must be.
 *
 * @param minOffset everything up to this offset of the partition must be folded; -1 for no matter
 * @param isLinearizable whether everything must be folded that was acknowledged before the read came
 */
public record Freshness(long minOffset, boolean isLinearizable) {

    /** What the owner has. */
    public static final Freshness ANY = new Freshness(-1, false);

    public Freshness {
        if (minOffset < -1) {
            throw new IllegalArgumentException("minOffset is an offset, or -1; it was " + minOffset);
        }
    }
}
