package io.rivulet.engine.fold;

import io.rivulet.wire.EventType;
import java.util.Arrays;

/**
 * Where the events of one type are in their stream: runs of indexes, ascending. Runs that are over are gathered in chunks of
 * {@value #CHUNK}, each a row that is put once; the chunk in the making and the run that may still grow are here.
 *
 * <p>A copy shares the array of runs: whoever adds writes behind what others count.
 */
public final class Postings {

    static final int CHUNK = 64;
    private static final long[] NONE = {};

    private final EventType type;
    private final long number;
    private long count;
    private long chunks;
    private long[] over = NONE;
    private int overCount;
    private long openStart;
    private long openLength;

    Postings(EventType type, long number) {
        this.type = type;
        this.number = number;
    }

    Postings copy() {
        Postings copy = new Postings(type, number);
        copy.count = count;
        copy.chunks = chunks;
        copy.over = over;
        copy.overCount = overCount;
        copy.openStart = openStart;
        copy.openLength = openLength;
        return copy;
    }

    public EventType type() {
        return type;
    }

    /** The number of the type in its stream, in the order of their first events; part of the keys of its chunks. */
    public long number() {
        return number;
    }

    /** How many events are of the type. */
    public long count() {
        return count;
    }

    /** How many chunks are closed. */
    public long chunks() {
        return chunks;
    }

    /** The first index that no closed chunk has. Rows of chunks from here on are ahead. */
    public long openFrom() {
        return overCount > 0 ? over[0] : openStart;
    }

    /** The runs that no closed chunk has: start and length, in turn. */
    public long[] openRuns() {
        long[] runs = Arrays.copyOf(over, 2 * overCount + 2);
        runs[2 * overCount] = openStart;
        runs[2 * overCount + 1] = openLength;
        return runs;
    }

    /** Adds the next event of the type; answers whether a chunk is full and must be put, see {@link #closeChunk}. */
    boolean add(long index) {
        count++;
        if (openLength > 0 && index == openStart + openLength) {
            openLength++;
            return false;
        }
        if (openLength > 0) {
            endRun();
        }
        openStart = index;
        openLength = 1;
        return overCount == CHUNK;
    }

    private void endRun() {
        if (over.length == 2 * overCount) {
            over = Arrays.copyOf(over, Math.min(2 * CHUNK, Math.max(4, 2 * over.length)));
        }
        over[2 * overCount] = openStart;
        over[2 * overCount + 1] = openLength;
        overCount++;
    }

    /** Writes the full chunk, and begins another; answers the first index of the one that is written. */
    long closeChunk(Bytes out) {
        long first = over[0];
        putRuns(out);
        chunks++;
        over = NONE;
        overCount = 0;
        return first;
    }

    private void putRuns(Bytes out) {
        out.putVarint(overCount);
        long end = 0;
        for (int i = 0; i < 2 * overCount; i += 2) {
            out.putVarint(over[i] - end).putVarint(over[i + 1]);
            end = over[i] + over[i + 1];
        }
    }

    /** Reads the runs of a chunk: start and length, in turn. */
    public static long[] decodeChunk(byte[] row) {
        return readRuns(new Reader(row));
    }

    private static long[] readRuns(Reader in) {
        long[] runs = new long[2 * (int) in.readVarint()];
        long end = 0;
        for (int i = 0; i < runs.length; i += 2) {
            runs[i] = end + in.readVarint();
            runs[i + 1] = in.readVarint();
            end = runs[i] + runs[i + 1];
        }
        return runs;
    }

    void encode(Bytes out) {
        out.putVarint(number).putVarint(count).putVarint(chunks);
        putRuns(out);
        out.putVarint(openStart).putVarint(openLength);
    }

    static Postings decode(EventType type, Reader in) {
        Postings postings = new Postings(type, in.readVarint());
        postings.count = in.readVarint();
        postings.chunks = in.readVarint();
        postings.over = readRuns(in);
        postings.overCount = postings.over.length / 2;
        postings.openStart = in.readVarint();
        postings.openLength = in.readVarint();
        return postings;
    }

    /** Reads an entry of {@link Registry#TYPES}. */
    public static Postings decode(String type, byte[] entry) {
        return decode(EventType.of(type), new Reader(entry));
    }
}
