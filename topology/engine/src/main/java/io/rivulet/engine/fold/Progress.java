package io.rivulet.engine.fold;

/**
 * How far a partition is folded, and what came of it so far. A row of the store itself, written with the rows that it
 * speaks of.
 */
public final class Progress {

    long applied = -1;
    long accepted;
    long duplicates;
    long refused;
    long quarantined;
    long streams;

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

    public void encode(Bytes out) {
        out.putVarint(Fold.VERSION).putVarint(applied + 1).putVarint(accepted).putVarint(duplicates);
        out.putVarint(refused).putVarint(quarantined).putVarint(streams);
    }

    /** Reads a row; of another fold's version nothing is taken, and false is the answer (CS-31). */
    public boolean decode(byte[] row) {
        Reader in = new Reader(row);
        if (in.readVarint() != Fold.VERSION) {
            return false;
        }
        applied = in.readVarint() - 1;
        accepted = in.readVarint();
        duplicates = in.readVarint();
        refused = in.readVarint();
        quarantined = in.readVarint();
        streams = in.readVarint();
        return true;
    }
}
