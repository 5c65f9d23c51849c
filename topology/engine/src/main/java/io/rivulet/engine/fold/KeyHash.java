package io.rivulet.engine.fold;

/**
 * The 128-bit hash that stands for an idempotency key in its row: MurmurHash3, x64 variant, seeded with the stream's id so
 * that keys of different streams do not meet. One of them is used again and again; not thread-safe.
 */
public final class KeyHash {

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private long high;
    private long low;

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Hashes a key of a stream; the accessors then hold. */
    public void hash(long streamId, byte[] key) {
        long h1 = streamId;
        long h2 = streamId;
        int blocks = key.length / 16;
        for (int block = 0; block < blocks; block++) {
            h1 ^= mixFirst(word(key, block * 16, 8));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mixSecond(word(key, block * 16 + 8, 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        int tail = key.length & 15;
        if (tail > 8) {
            h2 ^= mixSecond(word(key, blocks * 16 + 8, tail - 8));
        }
        if (tail > 0) {
            h1 ^= mixFirst(word(key, blocks * 16, Math.min(tail, 8)));
        }
        h1 ^= key.length;
        h2 ^= key.length;
        h1 += h2;
        h2 += h1;
        h1 = finish(h1);
        h2 = finish(h2);
        h1 += h2;
        h2 += h1;
        high = h1;
        low = h2;
    }

    private static long word(byte[] key, int at, int count) {
        long word = 0;
        for (int i = count - 1; i >= 0; i--) {
            word = word << 8 | key[at + i] & 0xFF;
        }
        return word;
    }

    private static long mixFirst(long word) {
        return Long.rotateLeft(word * C1, 31) * C2;
    }

    private static long mixSecond(long word) {
        return Long.rotateLeft(word * C2, 33) * C1;
    }

    private static long finish(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
