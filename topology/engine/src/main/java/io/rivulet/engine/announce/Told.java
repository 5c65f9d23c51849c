package io.rivulet.engine.announce;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.Bytes;
import io.rivulet.engine.fold.Reader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How far the announcing of a partition has come, as a row of the checkpoints: it may lag behind what was told and never leads it.
 *
 * @param upTo every ancestor was told of the streams that were created up to this offset, -1 for none, but for
 * @param waiting those that could not be told, each with where it was left
 */
record Told(long upTo, List<Left> waiting) {

    /** Of a partition that was never announced. */
    static final Told NOTHING = new Told(-1, List.of());

    private static final int FORMAT = 1;

    /** Where an ancestor was left, and since when. */
    record Left(StreamPath ancestor, long after, long since) {}

    Told {
        waiting = List.copyOf(waiting);
    }

    static Told of(long upTo, Collection<WaitingAncestor> waiting) {
        return new Told(
                upTo,
                waiting.stream()
                        .map(one -> new Left(one.ancestor(), one.after(), one.since()))
                        .toList());
    }

    byte[] encode() {
        Bytes out = new Bytes(32);
        out.put(FORMAT).putVarint(upTo + 1).putVarint(waiting.size());
        for (Left left : waiting) {
            out.putSized(left.ancestor().toKey()).putVarint(left.after() + 1).putVarint(left.since());
        }
        return out.toArray();
    }

    static Told decode(byte[] row) {
        Reader in = new Reader(row);
        int format = in.read();
        if (format != FORMAT) {
            throw new IllegalStateException("what was announced is of the unknown format " + format
                    + ": a newer version of the program has written it");
        }
        long upTo = in.readVarint() - 1;
        List<Left> waiting = new ArrayList<>();
        for (long left = in.readVarint(); left > 0; left--) {
            waiting.add(new Left(StreamPath.fromKey(in.readSized()), in.readVarint() - 1, in.readVarint()));
        }
        return new Told(upTo, waiting);
    }
}
