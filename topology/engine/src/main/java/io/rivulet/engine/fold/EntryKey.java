package io.rivulet.engine.fold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of registry entries: the stream's id, the registry, and what the registry is by. The entries of a registry are
 * those whose keys begin with its prefix, in the order of their bytes.
 */
public final class EntryKey {

    /** Stands in the place of a stream's id for what is the whole partition's; no stream has it. */
    private static final long PARTITION = -1;

    private EntryKey() {}

    /** What the keys of a stream's registry begin with. */
    public static byte[] prefix(StreamRow stream, Registry registry) {
        return switch (registry) {
            case CONNECTIONS -> connections(stream.id(), stream.registries().wokenAt());
            case SUBSCRIBED -> prefix(PARTITION, registry);
            default -> prefix(stream.id(), registry);
        };
    }

    /** What the keys of all rows of a stream's life begin with, its row itself apart. */
    static byte[] life(StreamRow stream) {
        return ByteBuffer.allocate(Long.BYTES).putLong(stream.id()).array();
    }

    /** What the keys of all streams with subscriptions begin with. */
    public static byte[] subscribed() {
        return prefix(PARTITION, Registry.SUBSCRIBED);
    }

    static byte[] subscribed(StreamRow stream) {
        return join(subscribed(), stream.path());
    }

    /** The key of an entry. */
    public static byte[] of(StreamRow stream, Registry registry, String key) {
        return join(prefix(stream, registry), key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of the child at a position. */
    public static byte[] ofChild(StreamRow stream, long position) {
        return join(
                prefix(stream, Registry.CHILD_ORDER),
                ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }

    /** What is left of a key behind its prefix. */
    public static byte[] rest(byte[] key, byte[] prefix) {
        return Arrays.copyOfRange(key, prefix.length, key.length);
    }

    private static byte[] prefix(long owner, Registry registry) {
        return ByteBuffer.allocate(Long.BYTES + 1)
                .putLong(owner)
                .put((byte) registry.code())
                .array();
    }

    private static byte[] connections(long owner, long wokenAt) {
        return ByteBuffer.allocate(2 * Long.BYTES + 1)
                .putLong(owner)
                .put((byte) Registry.CONNECTIONS.code())
                .putLong(wokenAt + 1)
                .array();
    }

    private static byte[] join(byte[] prefix, byte[] rest) {
        byte[] key = Arrays.copyOf(prefix, prefix.length + rest.length);
        System.arraycopy(rest, 0, key, prefix.length, rest.length);
        return key;
    }
}
