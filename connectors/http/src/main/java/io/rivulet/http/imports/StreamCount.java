package io.rivulet.http.imports;

import io.rivulet.api.StreamPath;
import java.util.Arrays;

/**
 * How many different streams there were: an open-addressed set of 64-bit hashes, 16 to 32 bytes a stream, since an import
 * may touch a hundred million. With a hundred million the chance that it is off by one is one in three thousand. Not
 * thread-safe.
 */
final class StreamCount {

    private long[] slots = new long[1024];
    private int count;

    void add(StreamPath path) {
        if (put(slots, hash(path.value())) && ++count * 2L > slots.length) {
            long[] larger = new long[slots.length * 2];
            Arrays.stream(slots).filter(hash -> hash != 0).forEach(hash -> put(larger, hash));
            slots = larger;
        }
    }

    int count() {
        return count;
    }

    private static boolean put(long[] slots, long hash) {
        int slot = (int) hash & (slots.length - 1);
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = hash;
        return true;
    }

    /** FNV-1a over the characters, then mixed; never zero, which marks a free slot. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
        hash ^= hash >>> 29;
        return hash == 0 ? 1 : hash;
    }
}
