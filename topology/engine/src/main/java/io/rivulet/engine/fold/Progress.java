package io.rivulet.engine.fold;

import java.util.Arrays;

/**
 * How far a partition is folded, and what came of it so far. A row of the store itself, written with the rows that it
 * speaks of.
 */
public final class Progress {

    private final byte[] basis;
    long applied = -1;
    long accepted;
    long duplicates;
    long refused;
    long quarantined;
    long streams;
    long resets;

    /** None yet, under settings that the rows depend on. */
    public Progress(FoldSettings settings) {
        Bytes out = new Bytes(64).putVarint(Fold.VERSION);
        settings.encode(out);
        basis = out.toArray();
    }

    /** The offset of the last record folded, -1 for none. */
    public long applied() {
        return applied;
    }

    public long accepted() {
        return accepted;
    }

    public long duplicates() {
        return duplicates;
    }

    public long refused() {
        return refused;
    }

    public long quarantined() {
        return quarantined;
    }

    /** How many streams have an event. */
    public long streams() {
        return streams;
    }

    /** How many lives of streams have ended. */
    public long resets() {
        return resets;
    }

    public void encode(Bytes out) {
        out.put(basis).putVarint(applied + 1).putVarint(accepted).putVarint(duplicates);
        out.putVarint(refused).putVarint(quarantined).putVarint(streams).putVarint(resets);
    }

    /** Reads a row; of another fold's version, or of other settings, nothing is taken, and false is the answer (CS-31). */
    public boolean decode(byte[] row) {
        int mismatch = Arrays.mismatch(row, basis);
        if (mismatch >= 0 && mismatch < basis.length) {
            return false;
        }
        Reader in = new Reader(row, basis.length);
        applied = in.readVarint() - 1;
        accepted = in.readVarint();
        duplicates = in.readVarint();
        refused = in.readVarint();
        quarantined = in.readVarint();
        streams = in.readVarint();
        resets = in.readVarint();
        return true;
    }
}
