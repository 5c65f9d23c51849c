package io.rivulet.app.imports;

import java.util.Arrays;

/**
 * How many different streams the lines name, in 16 to 32 bytes a stream: a set of 64-bit hashes, open-addressed. Not for more
 * than one thread.
 */
final class StreamTally {

    private static final long EMPTY = 0;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] slots = new long[1 << 10];
    private int count;

    void add(String path) {
        if (2 * (count + 1) > slots.length) {
            grow();
        }
        insert(hash(path));
    }

    int count() {
        return count;
    }

    private void insert(long hash) {
        int slot = (int) hash & (slots.length - 1);
        while (slots[slot] != EMPTY) {
            if (slots[slot] == hash) {
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = hash;
        count++;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        count = 0;
        Arrays.stream(old).filter(hash -> hash != EMPTY).forEach(this::insert);
    }

    /** FNV-1a, and the finish of splitmix64 so that the low bits are as good as the high ones. */
    private static long hash(String path) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == EMPTY ? 1 : hash;
    }
}
