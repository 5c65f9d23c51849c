package io.rivulet.engine.store;

import io.rivulet.engine.fold.EntryKey;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.Postings;
import io.rivulet.engine.fold.Registry;
import io.rivulet.engine.fold.StreamRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * Sums up the rows of a partition as of one moment: every stream row in the order of paths, each followed by its rows, then
 * births and the quarantine. Rows that are ahead of the moment, after a crash, do not count: the next fold puts them again.
 */
public final class DigestScan {

    private final MessageDigest sha256 = sha256();
    private long rows;

    private DigestScan() {}

    /**
     * A sum.
     *
     * @param applied the offset of the last record folded, -1 for none
     * @param rows how many rows were read
     * @param sha256 in lower-case hexadecimal
     */
    public record Result(long applied, long rows, String sha256) {}

    static Result of(Database db, ReadOptions moment, long applied) {
        DigestScan scan = new DigestScan();
        try (RocksIterator streams = db.iterate(Family.STREAMS, moment);
                RocksIterator mirror = db.iterate(Family.MIRROR, moment);
                RocksIterator feed = db.iterate(Family.FEED, moment);
                RocksIterator keys = db.iterate(Family.KEYS, moment);
                RocksIterator types = db.iterate(Family.TYPES, moment);
                RocksIterator entries = db.iterate(Family.REGISTRY, moment);
                RocksIterator births = db.iterate(Family.BIRTHS, moment);
                RocksIterator quarantine = db.iterate(Family.QUARANTINE, moment)) {
            for (streams.seekToFirst(); streams.isValid(); streams.next()) {
                scan.add(streams.key(), streams.value());
                StreamRow stream = StreamRow.decode(streams.key(), streams.value());
                if (stream.exists()) {
                    scan.addDense(mirror, stream.id(), stream.count());
                    scan.addDense(feed, stream.id(), stream.closedFeedRows());
                    scan.addKeys(keys, stream);
                    scan.addPostings(types, entries, stream);
                    for (Registry registry : Registry.values()) {
                        if (registry != Registry.SUBSCRIBED) {
                            scan.addEntries(entries, EntryKey.prefix(stream, registry));
                        }
                    }
                }
            }
            scan.addEntries(entries, EntryKey.subscribed());
            scan.addUpTo(births, applied);
            scan.addUpTo(quarantine, applied);
        }
        return new Result(applied, scan.rows, HexFormat.of().formatHex(scan.sha256.digest()));
    }

    /** Rows whose keys are offsets. */
    private void addUpTo(RocksIterator family, long applied) {
        for (family.seekToFirst(); family.isValid(); family.next()) {
            if (ByteBuffer.wrap(family.key()).getLong() <= applied) {
                add(family.key(), family.value());
            }
        }
    }

    private void addDense(RocksIterator family, long streamId, long count) {
        family.seek(ByteBuffer.allocate(2 * Long.BYTES).putLong(streamId).array());
        for (long position = 0; position < count; position++) {
            byte[] key = family.isValid() ? family.key() : new byte[0];
            if (key.length != 2 * Long.BYTES
                    || ByteBuffer.wrap(key).getLong() != streamId
                    || ByteBuffer.wrap(key).getLong(Long.BYTES) != position) {
                throw new IllegalStateException("a row is missing, stream id " + streamId + ", position " + position);
            }
            add(key, family.value());
            family.next();
        }
    }

    private void addKeys(RocksIterator keys, StreamRow stream) {
        KeyRow row = new KeyRow();
        keys.seek(ByteBuffer.allocate(Long.BYTES).putLong(stream.id()).array());
        while (keys.isValid() && ByteBuffer.wrap(keys.key()).getLong() == stream.id()) {
            row.decode(keys.value());
            if (row.index() < stream.count()) {
                add(keys.key(), keys.value());
            }
            keys.next();
        }
    }

    private void addPostings(RocksIterator types, RocksIterator entries, StreamRow stream) {
        stream.inlineTypes().forEach(postings -> addChunks(types, stream, postings));
        byte[] prefix = EntryKey.prefix(stream, Registry.TYPES);
        for (entries.seek(prefix); entries.isValid() && EntryTable.startsWith(entries.key(), prefix); entries.next()) {
            String type = new String(EntryKey.rest(entries.key(), prefix), StandardCharsets.UTF_8);
            addChunks(types, stream, Postings.decode(type, entries.value()));
        }
    }

    private void addChunks(RocksIterator types, StreamRow stream, Postings postings) {
        byte[] prefix = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(stream.id())
                .putLong(postings.number())
                .array();
        types.seek(prefix);
        for (long chunk = 0; chunk < postings.chunks(); chunk++) {
            if (!types.isValid() || !EntryTable.startsWith(types.key(), prefix)) {
                throw new IllegalStateException(
                        "a chunk of postings is missing, stream id " + stream.id() + ", type " + postings.type());
            }
            add(types.key(), types.value());
            types.next();
        }
    }

    private void addEntries(RocksIterator entries, byte[] prefix) {
        for (entries.seek(prefix); entries.isValid() && EntryTable.startsWith(entries.key(), prefix); entries.next()) {
            add(entries.key(), entries.value());
        }
    }

    private void add(byte[] key, byte[] value) {
        rows++;
        sha256.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(key.length)
                .putInt(value.length)
                .array());
        sha256.update(key);
        sha256.update(value);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
