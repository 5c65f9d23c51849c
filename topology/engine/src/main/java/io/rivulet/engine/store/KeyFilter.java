package io.rivulet.engine.store;

/**
 * Says of most idempotency keys that they are new, without a look-up: a Bloom filter in blocks of a cache line, about
 * 12 bits a key. It never says so of a key that was added.
 *
 * <p>One thread adds. Others may ask, and may then hear "new" of a key added this moment: they only save themselves work.
 */
final class KeyFilter {

    private static final int BITS_PER_KEY = 12;
    private static final int WORDS_PER_BLOCK = 8;
    private static final int PROBES = 7;

    private final long[] words;
    private final int blockMask;
    private final long capacity;
    private long size;

    KeyFilter(long capacity) {
        long blocks = Math.max(1, capacity * BITS_PER_KEY / (64L * WORDS_PER_BLOCK));
        int powerOfTwo = (int) Math.min(1 << 27, Long.highestOneBit(Math.max(1, blocks * 2 - 1)));
        words = new long[powerOfTwo * WORDS_PER_BLOCK];
        blockMask = powerOfTwo - 1;
        this.capacity = capacity;
    }

    boolean isFull() {
        return size >= capacity;
    }

    long capacity() {
        return capacity;
    }

    void add(long high, long low) {
        int block = ((int) high & blockMask) * WORDS_PER_BLOCK;
        long bits = low;
        for (int i = 0; i < PROBES; i++) {
            words[block + ((int) bits & 7)] |= 1L << (bits >>> 3 & 63);
            bits >>>= 9;
        }
        size++;
    }

    boolean isNew(long high, long low) {
        int block = ((int) high & blockMask) * WORDS_PER_BLOCK;
        long bits = low;
        for (int i = 0; i < PROBES; i++) {
            if ((words[block + ((int) bits & 7)] & 1L << (bits >>> 3 & 63)) == 0) {
                return true;
            }
            bits >>>= 9;
        }
        return false;
    }

    /** Adds all that another filter of the same capacity holds. */
    void addAll(KeyFilter other) {
        for (int i = 0; i < words.length; i++) {
            words[i] |= other.words[i];
        }
        size += other.size;
    }
}
