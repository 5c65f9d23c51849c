package io.rivulet.engine.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * Deletes what has ended, some rows at a time: the rows of a stream's life after its reset, the roster of an owner that is gone.
 * The fold's thread.
 *
 * <p>What has ended is a row itself, written with the checkpoint that says so. Only then are its rows deleted: a store that
 * falls back to before the end still has them, and one that falls back to after it goes on deleting.
 */
final class Sweeper {

    private static final byte[] NOTHING = {};

    private final Database db;
    private final Deque<byte[]> ended = new ArrayDeque<>();
    private final WriteGroup deletions = new WriteGroup();

    Sweeper(Database db) {
        this.db = db;
        try (ReadOptions options = new ReadOptions();
                RocksIterator rows = db.iterate(Family.ENDED, options)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                ended.add(rows.key());
            }
        }
    }

    /** Lays down what has ended into the checkpoint that is about to be written. */
    void add(List<byte[]> prefixes, WriteGroup checkpoint) {
        for (byte[] prefix : prefixes) {
            checkpoint.put(db.idOf(Family.ENDED), prefix, NOTHING);
            ended.add(prefix);
        }
    }

    /** Deletes at most so many rows. Only after a checkpoint was written. */
    void sweep(int limit) {
        int left = limit;
        while (left > 0 && !ended.isEmpty()) {
            byte[] prefix = ended.element();
            for (Family family : familiesOf(prefix)) {
                left -= delete(family, prefix, left);
            }
            if (left > 0) {
                deletions.delete(db.idOf(Family.ENDED), prefix);
                ended.remove();
            }
        }
        if (!deletions.isEmpty()) {
            db.write(deletions);
            deletions.clear();
        }
    }

    /** A stream's id begins all rows of a life; anything longer is a registry's. */
    private static List<Family> familiesOf(byte[] prefix) {
        if (prefix.length > Long.BYTES) {
            return List.of(Family.REGISTRY);
        }
        List<Family> families = new ArrayList<>();
        for (Family family : Family.values()) {
            if (family.beginsWithStreamId()) {
                families.add(family);
            }
        }
        return families;
    }

    private int delete(Family family, byte[] prefix, int limit) {
        int deleted = 0;
        try (ReadOptions options = new ReadOptions().setFillCache(false);
                RocksIterator rows = db.iterate(family, options)) {
            rows.seek(prefix);
            while (deleted < limit && rows.isValid() && EntryTable.startsWith(rows.key(), prefix)) {
                deletions.delete(db.idOf(family), rows.key());
                deleted++;
                rows.next();
            }
        }
        return deleted;
    }
}
